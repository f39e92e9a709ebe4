package nexus.backup.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nexus.access.Token;
import nexus.backup.http.Exchange;
import nexus.config.Secret;
import nexus.testing.MongoPeer;
import nexus.testing.ServerProcess;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Asks the real server, as a process of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmokeQueryTest {
    private MongoPeer mongo;
    private ServerProcess server;
    private Path token;
    private Path wrong;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        mongo = MongoPeer.start();
        mongo.database().getCollection("größe +").insertOne(new Document("n", 1));
        var good = Token.random();
        token = Files.writeString(folder.resolve("token"), good.secret().value() + "\n");
        wrong = Files.writeString(
                folder.resolve("wrong"), Token.random().secret().value());
        var tokens = Files.writeString(folder.resolve("tokens"), good.line("restore") + "\n");
        server = ServerProcess.start(
                Map.of("MONGO_URI", mongo.uri(), "NEXUS_AUTH_MODE", "token", "NEXUS_TOKENS_FILE", tokens.toString()));
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        mongo.close();
    }

    private String trouble(String url, Path token, String collection, long expected) {
        return new SmokeQuery(
                        new Exchange(new Secret(url), Duration.ofSeconds(30)),
                        Optional.of(token),
                        Duration.ofMillis(300),
                        Duration.ofMillis(50))
                .trouble(Optional.empty(), mongo.databaseName(), collection, expected);
    }

    @Test
    void isContentWhereTheServerCountsAsMany() {
        assertEquals("", trouble(server.url(), token, "größe +", 1));
    }

    @Test
    void saysWhatTheServerCountsInstead() {
        var trouble = trouble(server.url(), token, "größe +", 2);
        assertTrue(
                trouble.contains("counts 1 documents in " + mongo.databaseName() + ".größe + instead of 2"), trouble);
    }

    @Test
    void saysThatATokenIsRefusedWithoutPrintingIt() throws IOException {
        var trouble = trouble(server.url(), wrong, "größe +", 1);
        assertTrue(trouble.contains("401"), trouble);
        assertFalse(trouble.contains(Files.readString(wrong)), "the token is printed");
    }

    @Test
    void saysThatTheFileHoldsNoTokenWithoutPrintingIt(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "two\nlines");
        var trouble = trouble(server.url(), file, "größe +", 1);
        assertTrue(trouble.contains("holds no token"), trouble);
        assertFalse(trouble.contains("lines"), trouble);
    }

    @Test
    void saysThatNobodyIsThere() {
        var trouble = trouble("http://user:s3cret@127.0.0.1:1/mcp", token, "größe +", 1);
        assertTrue(trouble.contains("<hidden>@127.0.0.1:1/mcp was asked for 0 s"), trouble);
        assertFalse(trouble.contains("s3cret"), trouble);
    }

    @Test
    void asksForAnotherConnection() {
        var trouble = new SmokeQuery(
                        new Exchange(new Secret(server.url()), Duration.ofSeconds(30)),
                        Optional.of(token),
                        Duration.ZERO,
                        Duration.ZERO)
                .trouble(Optional.of("reporting"), mongo.databaseName(), "größe +", 1);
        assertTrue(trouble.contains("there is no connection \"reporting\""), trouble);
    }
}
