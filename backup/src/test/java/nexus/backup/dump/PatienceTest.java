package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatienceTest {
    private static final Patience.Limit PLENTY = new Patience.Limit(Duration.ofMinutes(1), "");
    private static final ServerAddress AT = new ServerAddress("h");
    private static final MongoCredential USER = MongoCredential.createCredential("u", "admin", new char[0]);
    /// What went wrong, and what it means.
    record Row(String name, MongoException error, Trouble trouble) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static MongoException code(int code) {
        return new MongoCommandException(BsonDocument.parse("{ok: 0, code: " + code + ", errmsg: 'no'}"), AT);
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("a cut", cut(), Trouble.PASSING),
                new Row("no server", new MongoTimeoutException("none"), Trouble.PASSING),
                new Row("a cut at login", new MongoSecurityException(USER, "cut", cut()), Trouble.PASSING),
                new Row("a wrong password", new MongoSecurityException(USER, "no", code(18)), Trouble.LASTING),
                new Row("cancelled", new MongoInterruptedException("stop", null), Trouble.LASTING),
                new Row("CursorNotFound", code(43), Trouble.PASSING),
                new Row("QueryPlanKilled", code(175), Trouble.PASSING),
                new Row("NotWritablePrimary", code(10107), Trouble.PASSING),
                new Row("CappedPositionLost", code(136), Trouble.PASSING),
                new Row("SnapshotTooOld", code(239), Trouble.SNAPSHOT_GONE),
                new Row("SnapshotUnavailable", code(246), Trouble.SNAPSHOT_GONE),
                new Row("Unauthorized", code(13), Trouble.LASTING),
                new Row("BadValue", code(2), Trouble.LASTING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void itIsKnownWhatHelpsAgainstWhat(Row row) {
        assertEquals(row.trouble(), Trouble.of(row.error()));
        var patience = new Patience("find on shop.orders", PLENTY, _ -> "of that");
        switch (row.trouble()) {
            case PASSING -> patience.bear(row.error());
            case SNAPSHOT_GONE -> assertThrows(LevelLost.class, () -> patience.bear(row.error()));
            case LASTING ->
                assertSame(row.error(), assertThrows(MongoException.class, () -> patience.bear(row.error())));
        }
    }

    @Test
    void itEndsWithAWordOfWhatToDo() {
        var patience = new Patience(
                "find on shop.orders", new Patience.Limit(Duration.ZERO, ", or wait"), _ -> "the connection was lost");
        var over = assertThrows(DumpException.class, () -> patience.bear(cut()));
        assertTrue(over.getMessage().startsWith("find on shop.orders failed 1 times in 0 s without progress"));
        assertTrue(
                over.getMessage().contains("the connection was lost: mend the way to the server, or wait"),
                over.getMessage());
    }

    @Test
    void progressRenewsIt() {
        var patience = new Patience("find", new Patience.Limit(Duration.ofMillis(300), ""), _ -> "of that");
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofMillis(900).toNanos()) {
            patience.bear(cut());
            patience.renew();
        }
        assertThrows(DumpException.class, () -> {
            while (true) patience.bear(cut());
        });
    }

    @Test
    void aThreadThatIsInterruptedDoesNotWait() {
        var patience = new Patience("find", PLENTY, _ -> "of that");
        patience.bear(cut());
        Thread.currentThread().interrupt();
        var cancelled = assertThrows(DumpException.class, () -> patience.bear(cut()));
        assertEquals("find was cancelled", cancelled.getMessage());
        assertTrue(Thread.interrupted());
    }

    private static MongoSocketException cut() {
        return new MongoSocketReadException("cut", AT);
    }
}
