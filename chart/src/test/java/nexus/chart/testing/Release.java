package nexus.chart.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What Helm is asked to make: a chart, under a name, with values.
///
/// @param values      files, the last wins
/// @param sets        single values (`tier=large`) that win over the files
/// @param apiVersions groups that the cluster is said to serve
public record Release(
        Path chart,
        String name,
        String namespace,
        List<Path> values,
        List<String> sets,
        List<String> apiVersions,
        String kubeVersion) {
    /// The version of Kubernetes that is assumed unless a test says otherwise.
    public static final String NEWEST = "1.36.0";

    public static final String OLDEST = "1.30.0";

    public Release {
        values = List.copyOf(values);
        sets = List.copyOf(sets);
        apiVersions = List.copyOf(apiVersions);
    }

    /// The chart of this project with these values.
    public static Release of(Path... values) {
        return new Release(Chart.HOME, "nexus", "nexus", List.of(values), List.of(), List.of(), NEWEST);
    }

    public Release named(String other) {
        return new Release(chart, other, namespace, values, sets, apiVersions, kubeVersion);
    }

    public Release in(String other) {
        return new Release(chart, name, other, values, sets, apiVersions, kubeVersion);
    }

    public Release chart(Path other) {
        return new Release(other, name, namespace, values, sets, apiVersions, kubeVersion);
    }

    public Release with(Path more) {
        return new Release(chart, name, namespace, join(values, List.of(more)), sets, apiVersions, kubeVersion);
    }

    public Release set(String... more) {
        return new Release(chart, name, namespace, values, join(sets, List.of(more)), apiVersions, kubeVersion);
    }

    public Release serving(List<String> groups) {
        return new Release(chart, name, namespace, values, sets, groups, kubeVersion);
    }

    public Release on(String version) {
        return new Release(chart, name, namespace, values, sets, apiVersions, version);
    }

    /// For commands that make manifests without a cluster.
    public List<String> arguments(String command) {
        var arguments = new ArrayList<>(clusterArguments(command));
        arguments.addAll(List.of("--kube-version", kubeVersion));
        apiVersions.forEach(each -> arguments.addAll(List.of("--api-versions", each)));
        return arguments;
    }

    /// For commands that ask a cluster what it serves.
    public List<String> clusterArguments(String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(name, chart.toString(), "--namespace", namespace));
        values.forEach(each -> arguments.addAll(List.of("--values", each.toString())));
        sets.forEach(each -> arguments.addAll(List.of("--set", each)));
        return arguments;
    }

    /// The values that hold in the end.
    public Tree effective() {
        var merged = Yaml.file(chart.resolve("values.yaml"));
        for (var file : values) {
            merged = Yaml.merge(merged, Yaml.file(file));
        }
        for (var each : sets) {
            merged = Yaml.merge(merged, nested(each));
        }
        return merged;
    }

    private static Tree nested(String set) {
        var parts = set.split("=", 2);
        Object value = Yaml.document(parts[1]).value();
        var keys = List.of(parts[0].split("\\.", -1)).reversed();
        for (var key : keys) {
            value = Map.of(key, value);
        }
        return new Tree(value);
    }

    private static <T> List<T> join(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
