package nexus.backup.resources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which kinds of objects a cluster serves. Each list is asked for once.
final class Discovery {
    private final Cluster cluster;
    private final Map<String, List<ApiKind>> kinds = new HashMap<>();
    private Optional<Map<String, List<String>>> groups = Optional.empty();

    Discovery(Cluster cluster) {
        this.cluster = cluster;
    }

    /// A kind in the version that the cluster prefers, or nothing.
    Optional<ApiKind> find(KindName name) {
        var versions = name.group().isEmpty() ? List.of("v1") : groups().getOrDefault(name.group(), List.of());
        return versions.stream()
                .flatMap(version -> kinds(version).stream())
                .filter(kind -> kind.plural().equals(name.plural()))
                .findFirst();
    }

    /// The kind of an object, or nothing.
    Optional<ApiKind> find(String apiVersion, String kind) {
        return kinds(apiVersion).stream().filter(one -> one.kind().equals(kind)).findFirst();
    }

    /// The version of the cluster.
    String serverVersion() {
        return Codec.text(Codec.treeOrEmpty(cluster.get("/version").body()), "gitVersion");
    }

    private List<ApiKind> kinds(String apiVersion) {
        var known = kinds.get(apiVersion);
        if (known != null) return known;
        var answer = cluster.get(ApiKind.root(apiVersion));
        var found = answer.code() == Answer.NOT_FOUND
                ? List.<ApiKind>of()
                : Codec.trees(tree(answer, apiVersion), "resources").stream()
                        .filter(tree -> Codec.text(tree, "name").indexOf('/') < 0)
                        .map(tree -> kind(apiVersion, tree))
                        .toList();
        kinds.put(apiVersion, found);
        return found;
    }

    private static ApiKind kind(String apiVersion, Map<String, Object> tree) {
        int slash = apiVersion.indexOf('/');
        return new ApiKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                Codec.text(tree, "kind"),
                Codec.text(tree, "name"),
                Codec.text(tree, "namespaced").equals("true"));
    }

    /// The versions of each group, the preferred one first.
    private Map<String, List<String>> groups() {
        if (groups.isEmpty()) {
            var found = new HashMap<String, List<String>>();
            for (var group : Codec.trees(tree(cluster.get("/apis"), "/apis"), "groups"))
                found.put(Codec.text(group, "name"), versions(group));
            groups = Optional.of(found);
        }
        return groups.get();
    }

    private static List<String> versions(Map<String, Object> group) {
        var preferred = Codec.text(group, "preferredVersion", "groupVersion");
        var all = Codec.trees(group, "versions").stream().map(version -> Codec.text(version, "groupVersion"));
        return Stream.concat(Stream.of(preferred), all).distinct().toList();
    }

    private static Map<String, Object> tree(Answer answer, String what) {
        if (answer.isWell()) return Codec.tree(answer.body());
        throw new ClusterException("the cluster does not tell which kinds it has (" + what + "): " + answer.refusal());
    }
}
