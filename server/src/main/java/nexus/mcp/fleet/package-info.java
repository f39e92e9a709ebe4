/// What lets several replicas act as one without a shared store: sealed tokens that name the replica which remembers,
/// and a way to ask it.
@NullMarked
package nexus.mcp.fleet;

import org.jspecify.annotations.NullMarked;
