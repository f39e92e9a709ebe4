/// The socket for operators: probes, metrics, a status page.
@NullMarked
package nexus.ops;

import org.jspecify.annotations.NullMarked;
