package nexus.backup.dump;

import java.io.IOException;
import nexus.backup.run.OpenObject;

/// Where the objects of a dump go. Asked by several threads at once, for a path again where an object is begun anew.
@FunctionalInterface
public interface Sink {
    /// Begins an object.
    ///
    /// @param path          below the run, such as `dump/shop/orders.bson`
    /// @param namespace     it belongs to, such as `shop.orders`; empty where there is none
    /// @param expectedBytes the most it may come to, as far as the source knows
    OpenObject open(String path, String namespace, long expectedBytes) throws IOException;

    /// What was written so far is of no use: everything comes again.
    default void beginAnew() {}
}
