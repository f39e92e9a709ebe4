package nexus.mongo;

/// One operation as it is sent to the server.
///
/// @param name    such as `find`
/// @param target  such as `shop.orders`
/// @param comment by which the server knows it; empty if the server would not take one
record Operation(String name, String target, String comment) {}
