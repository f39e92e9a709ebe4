/// Benchmarks: what a call costs here, in MongoDB's own MCP server, and in the parts of which a call is made. They
/// assert nothing and are not tests; `ops/bench` runs them.
package nexus.bench;
