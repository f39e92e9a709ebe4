/// How often and how many at once one caller may call. Knows callers by their names alone.
@NullMarked
package nexus.access.limits;

import org.jspecify.annotations.NullMarked;
