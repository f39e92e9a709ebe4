package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import nexus.access.Token;
import nexus.backup.testing.Contents;
import nexus.backup.testing.S3Peer;
import nexus.backup.testing.Sample;
import nexus.testing.MongoPeer;
import nexus.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restore that asks the MCP server for what it has brought back: both programs are the real ones.
class SmokeIT {
    @TempDir
    private Path folder;

    @Test
    void aRestoreAsksTheMcpServerAndSaysThatTheDataAreThereAllTheSame() throws IOException {
        var token = Token.random();
        var tokens = Files.writeString(folder.resolve("tokens"), token.line("restore") + "\n");
        var good = Files.writeString(folder.resolve("token"), token.secret().value() + "\n");
        var wrong = Files.writeString(
                folder.resolve("wrong"), Token.random().secret().value());
        try (var store = S3Peer.start();
                var mongo = MongoPeer.start();
                var client = MongoClients.create(mongo.uri());
                var server = ServerProcess.start(Map.of(
                        "MONGO_URI", mongo.uri(),
                        "NEXUS_AUTH_MODE", "token",
                        "NEXUS_TOKENS_FILE", tokens.toString()))) {
            var sample = new Sample(client, mongo.databaseName(), new Random(5)).fill(1, 300);
            var before = Contents.of(client, mongo.databaseName());
            var backup = RoundTripIT.program(folder, store, mongo.uri())
                    .with("NEXUS_BACKUP_MCP_URL", server.url())
                    .with("NEXUS_BACKUP_MCP_TOKEN_FILE", good.toString());
            backup.run("dump").with(0);

            sample.drop();
            var asked = backup.run("restore");
            asked.with(0);
            assertTrue(asked.errors().contains("The MCP server counts the documents of"), asked.errors());

            sample.drop();
            var refused =
                    backup.with("NEXUS_BACKUP_MCP_TOKEN_FILE", wrong.toString()).run("restore");
            refused.with(5);
            assertTrue(refused.errors().contains("the data are restored and equal to the run"), refused.errors());
            assertTrue(refused.errors().contains("401"), refused.errors());
            assertFalse(refused.errors().contains(Files.readString(wrong)), "the token is printed");
            assertEquals(before, Contents.of(client, mongo.databaseName()));
            sample.drop();
        }
    }
}
