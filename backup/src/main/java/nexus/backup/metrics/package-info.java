/// Tells a Pushgateway how a word ended. Knows nothing of runs.
@NullMarked
package nexus.backup.metrics;

import org.jspecify.annotations.NullMarked;
