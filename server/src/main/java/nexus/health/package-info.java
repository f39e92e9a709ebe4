/// Start-up phases, checks, and the report about them. Knows nothing of what is checked.
@NullMarked
package nexus.health;

import org.jspecify.annotations.NullMarked;
