package nexus.backup.testing;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nexus.embedded.Version;

/// The embedded database, which does something to the documents that it is sent before it keeps them, and answers as if
/// it had not.
public final class LossyMongo implements AutoCloseable {
    private final MongoServer server;
    private final String uri;

    private LossyMongo(MongoServer server, String uri) {
        this.server = server;
        this.uri = uri;
    }

    /// Starts it.
    ///
    /// @param collection whose documents
    /// @param what       is done to those of one insert
    public static LossyMongo start(String collection, Consumer<List<Document>> what) {
        var server = new MongoServer(
                new MemoryBackend() {
                    @Override
                    public Document handleMessage(MongoMessage message) {
                        var command = message.getDocument();
                        if (!collection.equals(command.get("insert"))) return super.handleMessage(message);
                        var documents = documents(command);
                        long sent = documents.size();
                        what.accept(documents);
                        command.put("documents", documents);
                        var reply = super.handleMessage(message);
                        reply.put("n", (int) sent);
                        return reply;
                    }
                }.version(new Version()));
        return new LossyMongo(server, "mongodb://127.0.0.1:" + server.bind().getPort());
    }

    private static List<Document> documents(Document insert) {
        var documents = new ArrayList<Document>();
        for (var one : (Iterable<?>) insert.get("documents")) documents.add((Document) one);
        return documents;
    }

    public String uri() {
        return uri;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
