/// The file format age v1 (age-encryption.org/v1, C2SP) with X25519 recipients: what is written here opens with stock
/// `age -d`. Knows nothing of backups.
@NullMarked
package nexus.backup.age;

import org.jspecify.annotations.NullMarked;
