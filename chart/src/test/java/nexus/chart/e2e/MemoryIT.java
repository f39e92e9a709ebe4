package nexus.chart.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nexus.chart.load.BulkAnswer;
import nexus.chart.load.Endpoint;
import nexus.chart.load.Era;
import nexus.chart.load.McpClient;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Wait;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Answers that together are larger than the pod: it lives, and each client gets all, a part with the way to go on, or
/// a
/// refusal in words.
@Tag("cluster")
class MemoryIT {
    private static final int DOCUMENTS = 100;
    private static final int MIB = 1 << 20;
    private static final int CALLERS = 8;
    private static final Duration SETTLED = Duration.ofSeconds(20);

    @RegisterExtension
    private final Space space = new Space();

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void outlivesEightAnswersOfAHundredMebibytes() throws InterruptedException, ExecutionException {
        var demo = Demo.start(space, "4Gi");
        fill(demo);
        var fleet = new Fleet(Helm.newest(), space, demo);
        var one = "replicaCount=1";
        fleet.install(one);
        assertEquals(
                "512Mi",
                space.field("pod/" + fleet.pods().getFirst(), "{.spec.containers[0].resources.limits.memory}"));
        findAtOnce(fleet, "the default budget");
        fleet.upgrade(one, "config.connection-defaults.limits.bytes=100MiB");
        Wait.until(
                "one pod is left", SETTLED.multipliedBy(3), () -> fleet.pods().size() == 1);
        findAtOnce(fleet, "a budget of 100 MiB");
    }

    private static void fill(Demo demo) {
        try (var client = MongoClients.create(demo.databaseUri())) {
            var pages = client.getDatabase("bulk").getCollection("pages");
            var text = "x".repeat(MIB);
            for (int i = 0; i < DOCUMENTS; i++) {
                pages.insertOne(
                        new Document("_id", i).append(BulkAnswer.MARK, i).append("text", text));
            }
        }
    }

    private void findAtOnce(Fleet fleet, String budget) throws InterruptedException, ExecutionException {
        var before = fleet.restarts();
        var endpoint = fleet.endpoint();
        var calls = new ArrayList<Callable<BulkAnswer>>();
        for (int i = 0; i < CALLERS; i++) calls.add(() -> find(endpoint));
        int documents = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(calls)) {
                System.out.println(
                        "INFORMATION: with " + budget + ": " + answer.get().summary());
                assertTrue(
                        answer.get().isHonest(DOCUMENTS),
                        () -> answer.resultNow().summary());
                documents += answer.get().documents();
            }
        }
        assertTrue(documents > 0, "nobody was served");
        Wait.until("the pod is ready", SETTLED, fleet::isReady);
        assertEquals(before, fleet.restarts());
        assertTrue(answersOnce(endpoint), "it serves no more");
        System.out.printf(
                "INFORMATION: with %s: RSS after it %.0f MiB of 512%n",
                budget, fleet.metric(fleet.pods().getFirst(), "process_resident_memory_bytes") / MIB);
    }

    private static BulkAnswer find(Endpoint endpoint) throws IOException, InterruptedException {
        try (var client = new McpClient(endpoint, Era.STATELESS)) {
            return client.bulk("find", "{\"database\":\"bulk\",\"collection\":\"pages\",\"limit\":" + DOCUMENTS + "}");
        }
    }

    private static boolean answersOnce(Endpoint endpoint) {
        try (var client = new McpClient(endpoint, Era.STATELESS)) {
            return client.call("count", "{\"database\":\"bulk\",\"collection\":\"pages\"}")
                    .complaint()
                    .isEmpty();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
