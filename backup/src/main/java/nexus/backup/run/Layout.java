package nexus.backup.run;

/// Where things lie in the bucket.
///
/// ```
/// ROOT/KIND/RUN/…              the objects of a run, encrypted
/// ROOT/KIND/RUN/manifest.json  what they are
/// ROOT/KIND/RUN/COMPLETE       written last; without it a run does not count
/// ROOT/KIND/LEASE              who may write runs and delete them
/// ROOT/KIND/verified/RUN       when a run was last read back whole and found good
/// ROOT/restores/LEASE          who may restore
/// ROOT/restores/DRILL-LEASE    who may use the scratch database
/// ROOT/restores/RUN/PURPOSE/   how far a restore is
/// ```
///
/// @param root empty or ends with a slash
public record Layout(String root) {
    public static final String MANIFEST = "manifest.json";
    public static final String COMPLETE = "COMPLETE";

    /// The layout for what is saved under a name.
    ///
    /// @param prefix of the operator's; may be empty
    /// @param name   of what is saved
    public static Layout of(String prefix, String name) {
        var trimmed = prefix.replaceAll("^/+|/+$", "");
        return new Layout((trimmed.isEmpty() ? "" : trimmed + "/") + name + "/");
    }

    public String kind(Kind kind) {
        return root + kind.word() + "/";
    }

    public String run(Kind kind, RunId run) {
        return kind(kind) + run + "/";
    }

    public String manifest(Kind kind, RunId run) {
        return run(kind, run) + MANIFEST;
    }

    public String complete(Kind kind, RunId run) {
        return run(kind, run) + COMPLETE;
    }

    public String lease(Kind kind) {
        return kind(kind) + "LEASE";
    }

    /// The lease of restores.
    public String restoreLease() {
        return restores() + "LEASE";
    }

    /// The lease of drills.
    public String drillLease() {
        return restores() + "DRILL-LEASE";
    }

    public String verified(Kind kind, RunId run) {
        return kind(kind) + "verified/" + run;
    }

    public String restores() {
        return root + "restores/";
    }

    public String restores(RunId run) {
        return restores() + run + "/";
    }
}
