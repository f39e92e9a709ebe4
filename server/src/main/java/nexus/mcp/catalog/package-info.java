/// What is offered to agents, as values: tools, resources, prompts, and what one call of them may ask of its client.
/// Knows nothing of messages and revisions.
@NullMarked
package nexus.mcp.catalog;

import org.jspecify.annotations.NullMarked;
