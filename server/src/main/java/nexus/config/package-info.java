/// Reads settings: typed, from every source in order, all problems at once. Knows nothing of the other rooms.
@NullMarked
package nexus.config;

import org.jspecify.annotations.NullMarked;
