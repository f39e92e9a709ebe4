package nexus.backup.resources;

/// A kind of objects as a cluster serves it.
///
/// @param group        empty for the core
/// @param version      such as `v1`
/// @param kind         such as `ConfigMap`
/// @param plural       as it stands in paths
/// @param isNamespaced whether its objects lie in namespaces
record ApiKind(String group, String version, String kind, String plural, boolean isNamespaced) {
    static final ApiKind NAMESPACE = new ApiKind("", "v1", "Namespace", "namespaces", false);

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    KindName name() {
        return new KindName(plural, group);
    }

    /// The path of its objects.
    ///
    /// @param namespace of no meaning where they lie in none
    String path(String namespace) {
        return root(apiVersion()) + (isNamespaced ? "/namespaces/" + namespace : "") + "/" + plural;
    }

    /// The path of a version of a group.
    static String root(String apiVersion) {
        return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/") + apiVersion;
    }
}
