package nexus.chart.testing;

import java.util.Map;

/// One object as it would be sent to Kubernetes.
///
/// @param source the template that made it; empty if none did
public record Manifest(Tree tree, String source) {
    public Manifest(Tree tree) {
        this(tree, "");
    }

    /// Whether the user wrote it (`extraObjects`), so that its names and labels are not the chart's business.
    public boolean isExtra() {
        return source.endsWith("/extra-objects.yaml");
    }

    public String kind() {
        return tree.get("kind").text();
    }

    public String apiVersion() {
        return tree.get("apiVersion").text();
    }

    public String name() {
        return tree.get("metadata", "name").text();
    }

    public String id() {
        return kind() + "/" + name();
    }

    public Map<String, String> labels() {
        return tree.get("metadata", "labels").texts();
    }

    public Tree get(Object... path) {
        return tree.get(path);
    }

    public Tree spec(Object... path) {
        return tree.get("spec").get(path);
    }

    /// Whether it runs only at some moment of a release (`helm test`), and is no part of it.
    public boolean isHook() {
        return tree.get("metadata", "annotations").has("helm.sh/hook");
    }

    public Manifest copy() {
        return new Manifest(tree.copy(), source);
    }

    @Override
    public String toString() {
        return id();
    }
}
