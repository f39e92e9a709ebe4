package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.Helm;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the chart saves through the bastion into a bucket comes back, and what is damaged does not.
@Tag("cluster")
class BackupIT {
    private static final String RESTORE = "restore";

    @RegisterExtension
    private final Space space = new Space();

    private final Jobs jobs = new Jobs(space);

    /// A release whose documents are saved as well.
    private Fleet fleet(Demo demo, String... more) {
        var fleet = new Fleet(Helm.newest(), space, demo);
        fleet.install(values(more));
        return fleet;
    }

    private static String[] values(String... more) {
        return Stream.concat(Stream.of(Store.values()), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void bringsBackACollectionThatWasDropped() {
        var demo = Demo.start(space);
        var store = Store.start(space);
        var fleet = fleet(demo);
        jobs.assertEnds("Complete", "backup-data", "data-1");
        jobs.assertEnds("Complete", "backup-verify", "verify-1");
        store.unlock("nexus-backup-identity");

        jobs.assertEnds("Failed", RESTORE, "restore-1");
        assertTrue(jobs.logs("restore-1").contains("the target is not empty"), () -> jobs.logs("restore-1"));

        var before = orders(demo, false);
        assertTrue(before.size() > 100, () -> "so few orders: " + before.size());
        assertEquals(List.of(), orders(demo, true));
        fleet.upgrade(values("restore.only={shop.orders}"));
        jobs.assertEnds("Complete", RESTORE, "restore-2");
        assertEquals(before, orders(demo, false));
    }

    @Test
    void findsWhatIsDamagedAndWritesNothingOfIt() {
        var demo = Demo.start(space);
        var store = Store.start(space);
        fleet(demo, "restore.only={shop.orders}", "restore.ifExists=drop", "restore.arguments={--yes}");
        jobs.assertEnds("Complete", "backup-data", "data-1");
        store.damage();
        store.unlock("nexus-backup-identity");
        var before = orders(demo, false);

        jobs.assertEnds("Failed", "backup-verify", "verify-1");
        assertTrue(jobs.logs("verify-1").contains("damaged: "), () -> jobs.logs("verify-1"));
        jobs.assertEnds("Failed", RESTORE, "restore-1");
        assertEquals(before, orders(demo, false));
    }

    @Test
    void drillsARunAndFailsOneThatIsDamaged() {
        var demo = Demo.start(space);
        var store = Store.start(space);
        store.unlock("nexus-drill-identity");
        var image = space.site().image("nexus-demo").split(":", 2);
        fleet(
                demo,
                "restoreDrill.enabled=true",
                "restoreDrill.identitySecret=nexus-drill-identity",
                "restoreDrill.scratch.image.repository=" + image[0],
                "restoreDrill.scratch.image.tag=" + image[1],
                "restoreDrill.scratch.command={demo}",
                "restoreDrill.scratch.args={database,empty}");
        jobs.assertEnds("Complete", "backup-data", "data-1");
        jobs.assertEnds("Complete", "backup-resources", "resources-1");
        jobs.assertEnds("Complete", "drill", "drill-1");
        store.damage();
        jobs.assertEnds("Failed", "drill", "drill-2");
        assertTrue(jobs.logs("drill-2").contains("failed: "), () -> jobs.logs("drill-2"));
    }

    /// The orders in the order of their keys.
    ///
    /// @param isDropped whether to drop them first
    private static List<Document> orders(Demo demo, boolean isDropped) {
        try (var client = MongoClients.create(demo.databaseUri())) {
            var orders = client.getDatabase("shop").getCollection("orders");
            if (isDropped) orders.drop();
            return orders.find().sort(new Document("_id", 1)).into(new ArrayList<>());
        }
    }
}
