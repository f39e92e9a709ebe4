/// JSON as bytes: requests are taken apart without being decoded, answers are put together from pieces.
@NullMarked
package nexus.mcp.json;

import org.jspecify.annotations.NullMarked;
