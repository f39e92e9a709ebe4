package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the chart saves through the bastion into a bucket comes back, and what is damaged does not.
@Tag("cluster")
class BackupIT {
    /// Of one job: a pod starts, a JVM starts, some MiB go through a tunnel.
    private static final Duration ENDED = Duration.ofSeconds(110);

    private static final String RESTORE = "restore";

    @RegisterExtension
    private final Space space = new Space();

    /// A release whose documents are saved as well.
    private Fleet fleet(Demo demo, String... more) {
        var fleet = new Fleet(Helm.newest(), space, demo);
        fleet.install(values(more));
        return fleet;
    }

    private static String[] values(String... more) {
        // The objects of the release, and the query after a restore, are other tests' business.
        var quiet = Stream.of("backup.resources.enabled=false", "restore.smokeQuery.enabled=false");
        return Stream.of(Stream.of(Store.values()), quiet, Stream.of(more))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    @Test
    void bringsBackACollectionThatWasDropped() {
        var demo = Demo.start(space);
        var store = Store.start(space);
        var fleet = fleet(demo);
        assertEnds("Complete", "backup-data", "data-1");
        assertEnds("Complete", "backup-verify", "verify-1");
        store.unlock("nexus-backup-identity");

        assertEnds("Failed", RESTORE, "restore-1");
        assertTrue(logs("restore-1").contains("the target is not empty"), () -> logs("restore-1"));

        var before = orders(demo, false);
        assertTrue(before.size() > 100, () -> "so few orders: " + before.size());
        assertEquals(List.of(), orders(demo, true));
        fleet.upgrade(values("restore.only={shop.orders}"));
        assertEnds("Complete", RESTORE, "restore-2");
        assertEquals(before, orders(demo, false));
    }

    @Test
    void findsWhatIsDamagedAndWritesNothingOfIt() {
        var demo = Demo.start(space);
        var store = Store.start(space);
        fleet(demo, "restore.only={shop.orders}", "restore.ifExists=drop", "restore.arguments={--yes}");
        assertEnds("Complete", "backup-data", "data-1");
        store.damage();
        store.unlock("nexus-backup-identity");
        var before = orders(demo, false);

        assertEnds("Failed", "backup-verify", "verify-1");
        assertTrue(logs("verify-1").contains("damaged: "), () -> logs("verify-1"));
        assertEnds("Failed", RESTORE, "restore-1");
        assertEquals(before, orders(demo, false));
    }

    /// Starts a job of a CronJob by hand, and waits for how it ends. Damage and refusals are not tried again.
    private void assertEnds(String condition, String cronJob, String job) {
        space.kubectl("create", "job", "--from=cronjob/" + Fleet.NAME + "-" + cronJob, job)
                .orFail();
        Wait.until(job + " ends", ENDED, () -> !condition(job).isEmpty(), () -> logs(job));
        assertEquals(condition, condition(job), () -> logs(job));
        assertEquals(1, space.pods("job-name=" + job).size(), () -> job + " was tried more than once");
    }

    private String condition(String job) {
        var path = "{range .status.conditions[?(@.status==\"True\")]}{.type}{\" \"}{end}";
        var conditions = List.of(space.field("job/" + job, path).split(" "));
        return Stream.of("Complete", "Failed")
                .filter(conditions::contains)
                .findFirst()
                .orElse("");
    }

    private String logs(String job) {
        return space.kubectl("logs", "--selector", "job-name=" + job, "--all-containers", "--tail=40")
                .text();
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
