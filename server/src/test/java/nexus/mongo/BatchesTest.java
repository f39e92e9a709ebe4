package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Operation FIND = new Operation("find", "shop.orders", "");
    private static final Operation OTHER = new Operation("aggregate", "shop.orders", "");

    private final Batches batches = new Batches();

    private void seen(int documents, int bytes) {
        var page = new Page(documents, 1 << 20);
        for (int i = 0; i < documents; i++) page.wants(bytes);
        batches.learn(FIND, page);
    }

    @Test
    void asksForAFewWhereNothingIsKnown() {
        assertEquals(16, batches.size(FIND, 101));
        assertEquals(11, batches.size(FIND, 11));
    }

    @Test
    void asksForSoManyAsMakeAReplyOfModerateSize() {
        seen(10, 100_000);
        assertEquals(20, batches.size(FIND, 101));
        assertEquals(16, batches.size(OTHER, 101));
    }

    @Test
    void asksForAllThatAreWantedWhereTheyAreSmall() {
        seen(10, 100);
        assertEquals(101, batches.size(FIND, 101));
    }

    @Test
    void asksForOneAtATimeWhereTheyAreLarge() {
        seen(2, 10_000_000);
        assertEquals(1, batches.size(FIND, 11));
    }

    @Test
    void goesByWhatWasSeenLast() {
        seen(2, 10_000_000);
        seen(2, 100_000);
        assertEquals(20, batches.size(FIND, 101));
        seen(0, 0);
        assertEquals(20, batches.size(FIND, 101));
    }
}
