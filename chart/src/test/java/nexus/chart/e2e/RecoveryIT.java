package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import nexus.chart.load.Era;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Helm;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The namespace goes, and the documents too; the runbook's commands bring them back. The bastion, the database and the
/// store lie elsewhere, as they do in life.
@Tag("cluster")
class RecoveryIT {
    private static final Duration GONE = Duration.ofSeconds(110);

    @RegisterExtension
    private final Space outside = new Space();

    @RegisterExtension
    private final Space space = new Space();

    @TempDir
    private Path folder;

    @Test
    void bringsBackANamespaceAndADatabase() throws IOException, InterruptedException {
        var demo = Demo.start(outside);
        var store = Store.start(outside);
        space.apply("outside.yaml", "{{outside}}", outside.name());
        for (var secret : List.of("nexus-secrets", "nexus-backup")) outside.copySecret(secret, space);
        var fleet = new Fleet(Helm.newest(), space, demo);
        fleet.install(values());
        var jobs = new Jobs(space);
        jobs.assertEnds("Complete", "backup-data", "data-1");
        jobs.assertEnds("Complete", "backup-resources", "resources-1");
        var before = withOrders(demo, RecoveryIT::all);

        Kubectl.run("delete", "namespace", space.name(), "--timeout", GONE.toSeconds() + "s")
                .orFail();
        var runbook = Runbook.in(folder, environment(store));
        var lost = runbook.run("A namespace is lost");
        var validated = runbook.run("Validate");
        assertFinds(fleet);
        System.out.printf(
                "INFORMATION: a lost namespace was back after %d s, and validated after %d s more%n",
                lost.toSeconds(), validated.toSeconds());

        withOrders(
                demo,
                orders -> orders.deleteMany(
                        Filters.gt("_id", before.get(before.size() / 2).get("_id"))));
        var restored = runbook.run("A database is damaged");
        assertEquals(before, withOrders(demo, RecoveryIT::all));
        assertFinds(fleet);
        System.out.printf("INFORMATION: a damaged collection was restored twice after %d s%n", restored.toSeconds());
    }

    private static String[] values() {
        var more = Stream.of(
                "backup.resources.objects={services/bastion,services/store}",
                "tests.database=shop",
                "tests.collection=orders");
        return Stream.concat(Stream.of(Store.values()), more).toArray(String[]::new);
    }

    /// What the document says is particular to an installation.
    private Map<String, String> environment(Store store) throws IOException {
        var environment = new HashMap<>(store.environment(folder));
        environment.put("NAMESPACE", space.name());
        environment.put("RELEASE", Fleet.NAME);
        environment.put("FULLNAME", Fleet.NAME);
        environment.put("CHART", "chart/nexus-mcp");
        environment.put("NEXUS_BACKUP_NAME", Fleet.NAME);
        return environment;
    }

    private static <T> T withOrders(Demo demo, Function<MongoCollection<Document>, T> work) {
        try (var client = MongoClients.create(demo.databaseUri())) {
            return work.apply(client.getDatabase("shop").getCollection("orders"));
        }
    }

    private static List<Document> all(MongoCollection<Document> orders) {
        return orders.find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    /// With the token that was restored.
    private static void assertFinds(Fleet fleet) throws IOException, InterruptedException {
        try (var client = new McpClient(fleet.reached("service"), Era.STATELESS)) {
            client.open();
            var found = client.call("find", "{\"database\":\"shop\",\"collection\":\"orders\",\"limit\":1}");
            assertTrue(found.complaint().isEmpty(), () -> found.complaint().get());
        }
    }
}
