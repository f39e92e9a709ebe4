/// The tools that agents call: arguments in, queries on `mongo`, results out.
@NullMarked
package nexus.tools;

import org.jspecify.annotations.NullMarked;
