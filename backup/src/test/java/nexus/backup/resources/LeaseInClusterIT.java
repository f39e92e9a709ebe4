package nexus.backup.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import nexus.backup.run.Lease;
import nexus.backup.run.LeaseException;
import nexus.backup.run.LeaseTerms;
import nexus.backup.run.Leases;
import nexus.testing.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Leases that Kubernetes keeps, by the clock of its API server. What holders do in any order is tested against a
/// cell that is no store at all; here the cell is.
class LeaseInClusterIT {
    private static final Duration QUICK = Duration.ofSeconds(1);

    private static KubePeer peer;
    private static String namespace;

    @BeforeAll
    static void open() {
        peer = KubePeer.start();
        namespace = peer.newNamespace(Map.of());
    }

    @AfterAll
    static void close() {
        if (peer != null) peer.close();
    }

    private static LeaseInCluster cell(String key) {
        return new LeaseInCluster(peer.cluster(), namespace, "backups", key);
    }

    /// What a lease says.
    private static String text(int renewed) {
        return "{\"holder\": \"a\", \"period\": \"PT1S\", \"renewed\": " + renewed + ", \"released\": false}";
    }

    private static Lease acquire(String key, String holder) {
        return Leases.in(LeaseInClusterIT::cell).acquire(key, new LeaseTerms(holder, QUICK));
    }

    private static Optional<Lease> attempt(String key, String holder) {
        try {
            return Optional.of(acquire(key, holder));
        } catch (LeaseException e) {
            return Optional.empty();
        }
    }

    private static void delete(String key) {
        peer.delete("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/"
                + LeaseInCluster.object("backups", key));
    }

    private static Map<String, Object> object(String key) {
        return peer.read("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/"
                        + LeaseInCluster.object("backups", key))
                .orElseThrow();
    }

    private static Map<String, Object> state(String key) {
        return Codec.tree(Codec.text(object(key), "metadata", "annotations", "nexus-backup/lease"));
    }

    @Test
    void writesUnderConditionsAlone() {
        var cell = cell("conditions/LEASE");
        assertEquals(Optional.empty(), cell.find());
        var first = cell.putNew(text(1)).orElseThrow();
        assertEquals(Optional.empty(), cell.putNew(text(2)), "one is there");
        assertEquals(text(1), cell.find().orElseThrow().text());
        var second = cell.replace(text(3), first.etag()).orElseThrow();
        assertEquals(Optional.empty(), cell.replace(text(4), first.etag()), "that version is gone");
        var found = cell.find().orElseThrow();
        assertEquals(text(3), found.text());
        assertEquals(second.etag(), found.etag());
        assertTrue(cell.replace(text(3), first.etag()).isPresent(), "an answer to the same that got lost");
        delete("conditions/LEASE");
        assertEquals(Optional.empty(), cell.replace(text(5), second.etag()), "it is gone");
        assertEquals(Optional.empty(), cell.find());
    }

    /// Without this a holder that goes on would be taken for one that has died.
    @Test
    void everyWriteMovesTheTimeOfTheChange() {
        var cell = cell("times/LEASE");
        var stored = cell.putNew(text(0)).orElseThrow();
        var created = stored.modified();
        Eventually.holds("the server's clock goes on", () -> cell.now().isAfter(created));
        var renewed = cell.replace(text(1), stored.etag()).orElseThrow();
        assertTrue(renewed.modified().isAfter(created), renewed.modified() + " is not after " + created);
        var found = cell.find().orElseThrow();
        assertEquals(renewed.modified(), found.modified());
        assertTrue(!found.now().isBefore(found.modified()), "both are of one clock");
    }

    @Test
    void goesFromOneToTheNext() {
        long last = 0;
        for (var holder : List.of("a", "b", "c")) {
            try (var lease = acquire("one-by-one/LEASE", holder)) {
                lease.check();
                assertTrue(lease.fence() > last);
                last = lease.fence();
                assertEquals(holder, Codec.text(object("one-by-one/LEASE"), "spec", "holderIdentity"));
            }
            assertEquals("true", Codec.text(state("one-by-one/LEASE"), "released"));
            assertEquals("", Codec.text(object("one-by-one/LEASE"), "spec", "holderIdentity"));
        }
    }

    @Test
    void saysWhoHoldsIt() {
        try (var _ = acquire("said/LEASE", "pod-a")) {
            var message = assertThrows(LeaseException.class, () -> acquire("said/LEASE", "pod-b"))
                    .getMessage();
            assertTrue(
                    message.startsWith("pod-a holds leases.coordination.k8s.io " + namespace + "/nexus-backup-said-"),
                    message);
        }
    }

    @Test
    void isRenewedForAsLongAsItIsHeld() {
        try (var lease = acquire("renewed/LEASE", "a")) {
            Eventually.holds(
                    "four renewals", () -> Integer.parseInt(Codec.text(state("renewed/LEASE"), "renewed")) >= 4);
            assertTrue(attempt("renewed/LEASE", "b").isEmpty());
            lease.check();
        }
    }

    @Test
    void oneOfManyGetsIt() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            var key = "race-" + round + "/LEASE";
            var start = new CountDownLatch(1);
            var won = new CopyOnWriteArrayList<Lease>();
            var threads = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        awaitQuietly(start);
                        attempt(key, "racer-" + i).ifPresent(won::add);
                    }))
                    .toList();
            start.countDown();
            for (var thread : threads) thread.join();
            assertEquals(1, won.size());
            won.getFirst().check();
            won.getFirst().close();
        }
    }

    private static void awaitQuietly(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A holder that has died renews no more.
    @Test
    void isTakenOverOnceItIsRenewedNoMore() {
        var key = "died/LEASE";
        var cell = cell(key);
        var lease = acquire(key, "first");
        var text = cell.find().orElseThrow().text();
        lease.close();
        // As it was while it was held, as if nobody had given it back.
        var _ = cell.replace(text, cell.find().orElseThrow().etag()).orElseThrow();
        assertTrue(attempt(key, "second").isEmpty(), "its time is not over");
        var next = new ArrayList<Lease>();
        Eventually.holds("it may be taken over", () -> {
            attempt(key, "second").ifPresent(next::add);
            return !next.isEmpty();
        });
        assertEquals(lease.fence() + 1, next.getFirst().fence());
        next.getFirst().close();
    }

    @Test
    void aHolderFindsThatItHasLostIt() {
        var key = "lost/LEASE";
        try (var lease = acquire(key, "first")) {
            delete(key);
            Eventually.holds("it knows", () -> {
                try {
                    lease.check();
                    return false;
                } catch (LeaseException e) {
                    return e.getMessage().contains("somebody has deleted it");
                }
            });
        }
    }

    @Test
    void saysWhatRightIsMissing() {
        var message = assertThrows(
                        ClusterException.class,
                        () -> new LeaseInCluster(peer.cluster(), "res-nowhere", "b", "k/LEASE").putNew(text(0)))
                .getMessage();
        assertTrue(message.contains("res-nowhere") && message.contains("backup.lease-namespace"), message);
    }

    @Test
    void namesAreThoseOfKubernetesAndDiffer() {
        var one = LeaseInCluster.object("b", "Team_A/Prod/data/LEASE");
        assertTrue(one.matches("nexus-backup-team-a-prod-data-[0-9a-f]{8}"), one);
        assertTrue(!one.equals(LeaseInCluster.object("b", "team-a/prod/data/LEASE")));
        assertTrue(LeaseInCluster.object("b", "x".repeat(900) + "/LEASE").length() <= 253);
    }
}
