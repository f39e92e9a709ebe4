package nexus.backup.store;

import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// What was written, where the object says so: one that came in parts does not.
///
/// @param hash SHA-256, in hex
record Written(Optional<String> hash) {
    static Written of(GetObjectResponse response) {
        return new Written(Optional.ofNullable(response.metadata().get(Requests.SHA256)));
    }

    /// Whether it may be what was read whole.
    boolean is(Digest read) {
        return hash.isEmpty() || hash.get().equals(read.hex());
    }

    /// What to throw when it is not.
    AlteredException another(String key, Digest read) {
        return new AlteredException("what was read of " + key + " is not what was written: its SHA-256 is " + read.hex()
                + ", not " + hash.orElse("known") + "; the store or the way from it is broken");
    }
}
