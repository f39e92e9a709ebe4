package nexus.backup;

import java.util.List;
import nexus.backup.age.Identity;
import nexus.backup.run.Depth;
import nexus.backup.run.RunReader;
import nexus.backup.run.Verifier;
import nexus.backup.run.Witness;

/// Compares a run with its manifest, and shows how far that is.
///
/// @param identities for [Depth#CONTENT] alone
record Verification(Session session, Depth depth, List<Identity> identities) {
    Verification {
        identities = List.copyOf(identities);
    }

    /// What is wrong with it; see [Verifier#damages].
    ///
    /// @param what for the progress
    List<String> damages(String what, RunReader run) {
        return damages(what, run, Witness.NONE);
    }

    /// The same, while a witness looks on.
    List<String> damages(String what, RunReader run, Witness witness) {
        try (var progress = session.progress(what, run.manifest().storedBytes())) {
            var parallel = session.settings().parallel();
            return new Verifier(depth, identities, parallel, progress::advance, witness).damages(run);
        }
    }
}
