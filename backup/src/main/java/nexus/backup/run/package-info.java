/// What a run of a backup consists of in the bucket, and which runs there are: names, manifest, marker, lease,
/// retention.
/// Knows nothing of MongoDB or Kubernetes.
@NullMarked
package nexus.backup.run;

import org.jspecify.annotations.NullMarked;
