/// A database inside this process, with sample data, for trying Nexus without a MongoDB. Knows nothing of the other
/// rooms,
/// and keeps nothing.
@NullMarked
package nexus.embedded;

import org.jspecify.annotations.NullMarked;
