package nexus.backup.run;

import java.util.Locale;

/// What a run saves. Leases and retention count for each kind by itself.
public enum Kind {
    /// The documents of MongoDB.
    DATA,
    /// The objects of Kubernetes.
    RESOURCES;

    /// As it stands in keys and on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
