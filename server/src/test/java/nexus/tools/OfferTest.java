package nexus.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import nexus.NexusPeer;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Resource;
import org.junit.jupiter.api.Test;

/// What the server as it is composed offers, over its own sample data.
class OfferTest {
    @Test
    void theServerOffersResourcesAndPromptsOverItsConnections() throws InterruptedException {
        var offered = new AtomicReference<Catalog>();
        try (var _ = NexusPeer.start(Map.of(), catalog -> {
            offered.set(catalog);
            return catalog;
        })) {
            assertEquals(
                    List.of("explore-database", "explain-slow-query", "write-aggregation"), prompts(offered.get()));
            assertEquals(
                    List.of(
                            "mongodb://default",
                            "mongodb://default/shop",
                            "mongodb://default/support",
                            "mongodb://default/types"),
                    uris(offered.get()));
            assertEquals(
                    "{\"connections\":[{\"name\":\"default\",\"works\":true,\"changeStreams\":false}]}",
                    health(offered.get()));
        }
    }

    private static List<String> prompts(Catalog catalog) {
        return catalog.prompts().stream().map(Prompt::name).toList();
    }

    private static List<String> uris(Catalog catalog) {
        return catalog.resources().lister().list(Caller.ANONYMOUS).stream()
                .map(Resource.Entry::uri)
                .toList();
    }

    private static String health(Catalog catalog) {
        var found = catalog.resources().find("nexus://health").orElseThrow();
        var result = found.resource().reader().read(found.variables(), QuietCall.CALL);
        return new String(
                assertInstanceOf(Resource.Result.Text.class, result).utf8().bytes(), UTF_8);
    }
}
