package nexus.backup.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import nexus.backup.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who holds a lease when, by clocks that the test moves.
class LeaseHoldTest {
    private final FakeCell cell = new FakeCell();

    private LeaseHold acquire(String holder) {
        return acquire(holder, 30);
    }

    private LeaseHold acquire(String holder, int seconds) {
        return LeaseHold.acquire(
                cell, new LeaseTerms(holder, Duration.ofSeconds(seconds)), cell.clock(Duration.ofHours(-5)));
    }

    private void pass(double seconds) {
        cell.pass(Duration.ofMillis((long) (seconds * 1000)));
    }

    private static void assertSays(Executable deed, String... words) {
        var message = assertThrows(LeaseException.class, deed).getMessage();
        for (var word : words) assertTrue(message.contains(word), () -> "«" + word + "» is not in: " + message);
    }

    @Test
    void keepsOthersOutAndSaysWhoHoldsIt() {
        var first = acquire("pod-a");
        pass(20);
        first.renew();
        pass(10);
        assertSays(
                () -> acquire("pod-b"),
                "pod-a holds backups/LEASE since 2026-01-31T02:00:00Z",
                "renewed it at 2026-01-31T02:00:20Z",
                "82 s from now, after 2026-01-31T02:01:51Z");
        first.check();
        assertEquals("pod-a", cell.state().terms().holder());
        assertEquals(1, cell.state().renewed());
    }

    @Test
    void isFreeAtOnceWhenItIsGivenBack() {
        var first = acquire("pod-a");
        first.release();
        assertTrue(cell.state().released());
        assertEquals(first.fence(), cell.state().fence());
        assertSays(first::check, "was given back");
        assertEquals(first.fence() + 1, acquire("pod-b").fence());
    }

    @Test
    void isTakenOverOnlyAfterThreeMissingRenewals() {
        var first = acquire("pod-a");
        pass(91);
        assertThrows(LeaseException.class, () -> acquire("pod-b"));
        pass(1);
        var second = acquire("pod-b");
        assertEquals(first.fence() + 1, second.fence());
        second.check();
        assertSays(first::check, "was renewed 92 s ago, and is relied on for 60 s");
        first.renew();
        assertSays(first::check, "backups/LEASE is lost: pod-b has taken it over at 2026-01-31T02:01:32Z");
        first.release();
        assertEquals("pod-b", cell.state().terms().holder());
        second.check();
    }

    @Test
    void doesNotRelyOnARenewalUntilOthersMayCome() {
        var first = acquire("pod-a");
        pass(60);
        first.check();
        pass(0.001);
        assertSays(first::check, "this process was held up");
        assertThrows(LeaseException.class, () -> acquire("pod-b"), "there is time between the two");
    }

    @Test
    void goesOnAfterAPauseThatNobodyUsed() {
        var first = acquire("pod-a");
        pass(1000);
        assertThrows(LeaseException.class, first::check);
        first.renew();
        first.check();
        assertThrows(LeaseException.class, () -> acquire("pod-b"));
    }

    @Test
    void waitsAsLongAsTheHolderNeedsHoweverQuickTheNextOneIs() {
        acquire("slow", 300);
        pass(600);
        assertThrows(LeaseException.class, () -> acquire("quick", 1));
        pass(302);
        acquire("quick", 1).check();
    }

    @Test
    void noticesThatThisMachineSleptThoughItsClockStoodStill() {
        var slept = new LeaseClock(() -> Duration.ZERO, cell::time);
        var hold = LeaseHold.acquire(cell, LeaseTerms.of("laptop"), slept);
        pass(61);
        assertThrows(LeaseException.class, hold::check);
    }

    @Test
    void isStillHeldWhenTheStoreDoesNotAnswerForAWhile() {
        var first = acquire("pod-a");
        pass(30);
        cell.disturb(FakeCell.breaks(), () -> {});
        assertThrows(StoreException.class, first::renew);
        first.check();
        cell.calm();
        first.renew();
        pass(59);
        first.check();
    }

    @Test
    void isStillHeldWhenAnAnswerGotLost() {
        var first = acquire("pod-a");
        pass(30);
        cell.disturb(() -> {}, FakeCell.breaks());
        assertThrows(StoreException.class, first::renew);
        cell.calm();
        first.renew();
        first.check();
        assertEquals(2, cell.state().renewed() + 1, "the renewal that was thought lost counts once");
        pass(59);
        first.check();
    }

    @Test
    void countsFromWhenARenewalWasSent() {
        var first = acquire("pod-a");
        cell.disturb(() -> pass(40), () -> {});
        first.renew();
        cell.calm();
        pass(21);
        assertThrows(LeaseException.class, first::check);
    }

    @Test
    void isLostWhenSomebodyDeletesIt() {
        var first = acquire("pod-a");
        pass(5);
        cell.delete();
        var second = acquire("pod-b");
        assertTrue(second.fence() > first.fence(), "fences grow although the object is gone");
        cell.delete();
        first.renew();
        assertSays(first::check, "somebody has deleted it");
    }

    @Test
    void isLostThoughNobodyCanSayToWhom() {
        var first = acquire("pod-a");
        pass(92);
        acquire("pod-b");
        var requests = new int[1];
        cell.disturb(
                () -> {
                    if (++requests[0] > 2) FakeCell.breaks().run();
                },
                () -> {});
        assertThrows(StoreException.class, first::renew);
        assertSays(first::check, "is lost: somebody else has taken it over");
    }

    @Test
    void letsGoBeforeTheStoreKnows() {
        var first = acquire("pod-a");
        cell.disturb(() -> assertThrows(LeaseException.class, first::check), () -> {});
        first.release();
    }

    @Test
    void isFreeAfterAWhileWhenItCannotBeGivenBack() {
        var first = acquire("pod-a");
        cell.disturb(FakeCell.breaks(), () -> {});
        assertThrows(StoreException.class, first::release);
        assertThrows(LeaseException.class, first::check);
        cell.calm();
        assertThrows(LeaseException.class, () -> acquire("pod-b"));
        pass(92);
        acquire("pod-b");
    }

    @Test
    void letsTheQuickerOneHaveIt() {
        cell.disturb(
                () -> {
                    cell.calm();
                    // Between the look and the write of the other.
                    cell.disturb(
                            () -> {
                                cell.calm();
                                acquire("pod-b");
                            },
                            () -> {});
                },
                () -> {});
        assertSays(() -> acquire("pod-a"), "pod-b holds backups/LEASE");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "null", "{\"holder\": 1}"})
    void saysWhatToDoWithAnObjectThatIsNoLease(String text) {
        cell.write(text);
        assertSays(() -> acquire("pod-a"), "backups/LEASE is not a lease", "delete it");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "'pod-a', 1",
        "2026-01-31T02:00:00Z, now",
        "PT30S, PT0S",
        "PT30S, P9999D",
        "'false', 'null'",
        "fence, fences"
    })
    void saysWhatToDoWithALeaseThatIsDamaged(String part, String instead) {
        acquire("pod-a");
        var lease = cell.state().json();
        var damaged = lease.replace(part.equals("pod-a") ? "\"pod-a\"" : part, instead);
        assertNotEquals(lease, damaged);
        cell.write(damaged);
        assertSays(() -> acquire("pod-b"), "backups/LEASE is not a lease", "delete it");
    }

    @Test
    void isReadAsItIsWritten() {
        acquire("pod \"a\" ü");
        var state = cell.state();
        assertEquals(state, LeaseState.read(state.json(), "there"));
        assertEquals("pod \"a\" ü", state.terms().holder());
    }
}
