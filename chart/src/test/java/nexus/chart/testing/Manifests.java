package nexus.chart.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All objects of one render. The list may be changed, as the mutations do.
public record Manifests(List<Manifest> all) {
    public static Manifests of(String yaml) {
        return new Manifests(
                new ArrayList<>(Yaml.documents(yaml).stream().map(Manifest::new).toList()));
    }

    public List<Manifest> kind(String... kinds) {
        return all.stream().filter(each -> List.of(kinds).contains(each.kind())).toList();
    }

    public boolean has(String kind, String name) {
        return kind(kind).stream().anyMatch(each -> each.name().equals(name));
    }

    /// The object of this kind and name.
    ///
    /// @throws NoSuchElementException where there is none; the message says which there are
    public Manifest get(String kind, String name) {
        return kind(kind).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no " + kind + "/" + name + " among " + all));
    }

    /// The only object of this kind.
    public Manifest only(String kind) {
        var found = kind(kind);
        if (found.size() != 1) {
            throw new NoSuchElementException("not one " + kind + ", but " + found);
        }
        return found.getFirst();
    }

    public List<PodTemplate> pods() {
        return all.stream().flatMap(each -> PodTemplate.of(each).stream()).toList();
    }

    /// Those pods that carry all of these labels.
    public List<PodTemplate> pods(Map<String, String> selector) {
        return pods().stream()
                .filter(each -> each.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }

    /// Pods that stay, as a Service wants them: no Jobs, no pods of `helm test`.
    public List<PodTemplate> servers(Map<String, String> selector) {
        return pods(selector).stream().filter(PodTemplate::stays).toList();
    }

    public Manifests copy() {
        return new Manifests(new ArrayList<>(all.stream().map(Manifest::copy).toList()));
    }

    public Manifests with(Manifests more) {
        return new Manifests(
                new ArrayList<>(Stream.concat(all.stream(), more.all.stream()).toList()));
    }

    /// The objects by kind and name, so that two renders can be compared whatever their order.
    public Map<String, Object> byId() {
        var objects = new TreeMap<String, Object>();
        all.forEach(each ->
                objects.put(each.apiVersion() + " " + each.id(), each.tree().value()));
        return objects;
    }
}
