/// Asks an MCP server for what a restore has brought back. Knows nothing of runs.
@NullMarked
package nexus.backup.mcp;

import org.jspecify.annotations.NullMarked;
