/// Writes what a run holds into a MongoDB deployment, once all of it is verified.
@NullMarked
package nexus.backup.restore;

import org.jspecify.annotations.NullMarked;
