package nexus.mongo;

/// Asks how the server would run a query.
///
/// @param method    Extended JSON of an array of one object: `name`, and `arguments` as the tool of that name takes
/// them
/// @param verbosity `queryPlanner`, or one that runs the query: `executionStats`, `allPlansExecution`
public record Explain(String database, String collection, String method, String verbosity) {}
