/// Nexus MCP: the only package where rooms meet.
@NullMarked
package nexus;

import org.jspecify.annotations.NullMarked;
