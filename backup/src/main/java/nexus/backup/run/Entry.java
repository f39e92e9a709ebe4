package nexus.backup.run;

/// One object of a run.
///
/// @param path         below the run, such as `dump/shop/orders.bson.gz.age`
/// @param namespace    `shop.orders`, or the name of a Kubernetes object; empty where it belongs to none
/// @param documents    BSON documents in it; 0 in one that holds none
/// @param bytes        before compression
/// @param sha256       of these, in hex
/// @param storedBytes  as they lie in the bucket: compressed and encrypted
/// @param storedSha256 of these, in hex
public record Entry(
        String path,
        String namespace,
        long documents,
        long bytes,
        String sha256,
        long storedBytes,
        String storedSha256) {}
