/// A database that a run is restored into to see whether that works, and the closer look at what came of it.
@NullMarked
package nexus.backup.drill;

import org.jspecify.annotations.NullMarked;
