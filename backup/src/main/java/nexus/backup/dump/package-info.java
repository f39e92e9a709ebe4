/// Reads a MongoDB deployment into a run, in the directory format of mongodump.
@NullMarked
package nexus.backup.dump;

import org.jspecify.annotations.NullMarked;
