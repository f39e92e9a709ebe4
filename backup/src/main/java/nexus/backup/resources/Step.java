package nexus.backup.resources;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/// What becomes of one object.
///
/// @param saved as it is to be
/// @param body  what is sent
record Step(ApiKind kind, Action action, GenericKubernetesResource saved, GenericKubernetesResource body) {
    enum Action {
        CREATE("create", "created"),
        REPLACE("replace", "replaced"),
        NOTHING("leave unchanged", "unchanged");

        private final String before;
        private final String after;

        Action(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    String name() {
        return saved.getMetadata().getName();
    }

    /// What would be done.
    String plan() {
        return action.before + " " + Saved.label(saved);
    }

    /// What was done.
    String report() {
        return action.after + " " + Saved.label(saved);
    }
}
