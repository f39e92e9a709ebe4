/// Objects in an S3 bucket. Knows nothing of what they mean.
@NullMarked
package nexus.backup.store;

import org.jspecify.annotations.NullMarked;
