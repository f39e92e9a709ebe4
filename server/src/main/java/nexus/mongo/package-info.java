/// Reads and writes MongoDB: connections, the rules a query must keep, limits, BSON straight to JSON, what is known of
/// a
/// write. Knows nothing of SSH, MCP or HTTP.
@NullMarked
package nexus.mongo;

import org.jspecify.annotations.NullMarked;
