package nexus.backup.run;

import org.bson.BsonDocument;

/// What a run was read from, as its server tells.
///
/// @param server   version
/// @param topology `standalone`, `replica set rs0`, `sharded`, `Kubernetes`
/// @param more     what a restore may want to know, such as the feature compatibility version or the keys of shards
public record Source(String server, String topology, BsonDocument more) {}
