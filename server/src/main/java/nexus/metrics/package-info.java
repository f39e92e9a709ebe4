/// The meters of the server, and their Prometheus text. Values of other rooms arrive as suppliers.
@NullMarked
package nexus.metrics;

import org.jspecify.annotations.NullMarked;
