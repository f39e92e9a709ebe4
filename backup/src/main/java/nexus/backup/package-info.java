/// The backup program: reads words and settings and joins the rooms.
@NullMarked
package nexus.backup;

import org.jspecify.annotations.NullMarked;
