/// What callers are granted: a file that narrows them to connections, databases, collections and fields. Knows names
/// and patterns, nothing of what they name.
@NullMarked
package nexus.access.grants;

import org.jspecify.annotations.NullMarked;
