/// The Model Context Protocol: messages in, replies out, tools as values. Knows no HTTP, no MongoDB and no SSH.
@NullMarked
package nexus.mcp;

import org.jspecify.annotations.NullMarked;
