package nexus.backup.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import nexus.backup.run.Entry;
import nexus.backup.run.OpenObject;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/// Keeps the objects of a dump in memory.
final class MemorySink implements Sink {
    private final Map<String, byte[]> finished = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final LongConsumer wrote;

    MemorySink() {
        this(_ -> {});
    }

    /// @param wrote hears, before each document, how many the object has already
    MemorySink(LongConsumer wrote) {
        this.wrote = wrote;
    }

    @Override
    public OpenObject open(String path, String namespace, long expectedBytes) {
        open.incrementAndGet();
        begun.incrementAndGet();
        return new Open(path, namespace);
    }

    @Override
    public void beginAnew() {
        finished.clear();
    }

    /// Objects that are neither finished nor given up.
    int open() {
        return open.get();
    }

    /// Objects that were ever begun.
    int begun() {
        return begun.get();
    }

    List<String> paths() {
        return List.copyOf(new TreeMap<>(finished).keySet());
    }

    byte[] bytes(String path) {
        var bytes = finished.get(path);
        if (bytes == null) throw new AssertionError("no " + path + ", but " + paths());
        return bytes;
    }

    BsonDocument json(String path) {
        return BsonDocument.parse(new String(bytes(path), java.nio.charset.StandardCharsets.UTF_8));
    }

    /// The documents of an object.
    List<RawBsonDocument> documents(String path) {
        var bytes = bytes(path);
        var documents = new ArrayList<RawBsonDocument>();
        for (int at = 0; at < bytes.length; ) {
            int length = java.nio.ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getInt(at);
            documents.add(new RawBsonDocument(java.util.Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return documents;
    }

    private final class Open implements OpenObject {
        private final String path;
        private final String namespace;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long documents;
        private boolean isClosed;

        Open(String path, String namespace) {
            this.path = path;
            this.namespace = namespace;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        @Override
        public void document(byte[] from, int offset, int length) {
            wrote.accept(documents++);
            bytes.write(from, offset, length);
        }

        @Override
        public long bytes() {
            return bytes.size();
        }

        @Override
        public Entry finish() {
            finished.put(path, bytes.toByteArray());
            var hash = sha256(bytes.toByteArray());
            return new Entry(path, namespace, documents, bytes.size(), hash, bytes.size(), hash);
        }

        @Override
        public void close() throws IOException {
            if (isClosed) return;
            isClosed = true;
            open.decrementAndGet();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
