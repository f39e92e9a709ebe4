package nexus;

import java.util.function.UnaryOperator;
import nexus.config.Sources;
import nexus.mcp.catalog.Catalog;
import nexus.replicas.Offer;

/// The server as one of several replicas, with tools whose calls can be counted. Its settings come from the
/// environment.
public final class ReplicaMain {
    private ReplicaMain() {}

    public static void main(String... arguments) throws InterruptedException {
        var settings = Sources.open(java.util.Map.of(), System.getenv(), Settings.ALIASES)
                .read(Settings::read);
        var stop = StopSignal.install();
        UnaryOperator<Catalog> offer = Offer::beside;
        try (var nexus = Nexus.open(settings, offer)) {
            stop.await();
            nexus.drain();
        }
        System.exit(0);
    }
}
