package nexus.chart.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The pod that an object makes, or that it is.
public record PodTemplate(Manifest owner, Tree metadata, Tree spec) {
    public static Optional<PodTemplate> of(Manifest owner) {
        return switch (owner.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" ->
                Optional.of(of(owner, owner.spec("template")));
            case "CronJob" -> Optional.of(of(owner, owner.spec("jobTemplate", "spec", "template")));
            case "Pod" -> Optional.of(of(owner, owner.tree()));
            default -> Optional.empty();
        };
    }

    private static PodTemplate of(Manifest owner, Tree template) {
        return new PodTemplate(owner, template.get("metadata"), template.get("spec"));
    }

    public Map<String, String> labels() {
        return metadata.get("labels").texts();
    }

    /// Whether it runs until it is told to stop.
    public boolean stays() {
        return List.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet").contains(owner.kind());
    }

    public List<Tree> containers() {
        return spec.get("containers").items();
    }

    public List<Tree> initContainers() {
        return spec.get("initContainers").items();
    }

    public List<Tree> allContainers() {
        return Stream.concat(initContainers().stream(), containers().stream()).toList();
    }

    /// Containers that run as long as the pod: native sidecars, too.
    public List<Tree> running() {
        var sidecars = initContainers().stream()
                .filter(each -> each.get("restartPolicy").is("Always"));
        return Stream.concat(sidecars, containers().stream()).toList();
    }

    /// The port that a Service or probe means by `port`, a name or a number, if a running container declares it.
    public Optional<Tree> port(Tree port) {
        return running().stream().flatMap(each -> port(each, port).stream()).findFirst();
    }

    public static Optional<Tree> port(Tree container, Tree port) {
        var key = port.value() instanceof Number ? "containerPort" : "name";
        return container.get("ports").items().stream()
                .filter(each -> each.get(key).is(port.value()))
                .findFirst();
    }

    /// The literal value of a variable of any container; empty where there is none.
    public String variable(String name) {
        return allContainers().stream()
                .map(each -> each.get("env").where("name", name).get("value").text())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
    }

    public boolean hasVariable(String name) {
        return allContainers().stream()
                .anyMatch(each -> !each.get("env").where("name", name).isMissing());
    }
}
