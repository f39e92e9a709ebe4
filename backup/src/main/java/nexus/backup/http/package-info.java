/// One request over HTTP and its answer, within a time and a size. Knows nothing of what they mean.
@NullMarked
package nexus.backup.http;

import org.jspecify.annotations.NullMarked;
