package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A dump in a process of its own whose heap is small.
class MemoryTest {
    private static final String HEAP = "-Xmx128m";
    private static final int COLLECTIONS = 6;
    private static final int LARGEST = (16 << 20) - 100;

    /// How large documents are.
    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    enum Shape {
        SMALL(5_000, i -> i % 2_000),
        LARGEST(6, i -> MemoryTest.LARGEST),
        A_FEW_LARGE_AMONG_SMALL(12_000, i -> i > 6_000 && i <= 6_004 ? MemoryTest.LARGEST : 200);

        private final int count;
        private final IntUnaryOperator bytes;

        Shape(int count, IntUnaryOperator bytes) {
            this.count = count;
            this.bytes = bytes;
        }
    }

    private static List<RawBsonDocument> documents(Shape shape) {
        return IntStream.range(0, shape.count)
                .mapToObj(i -> new RawBsonDocument(
                        new BsonDocument("_id", new BsonInt32(i))
                                .append("b", new BsonBinary(new byte[shape.bytes.applyAsInt(i)])),
                        new BsonDocumentCodec()))
                .toList();
    }

    @Timeout(300)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void sixCollectionsAreReadFourAtOnce(Shape shape) throws IOException, InterruptedException {
        var documents = documents(shape);
        long bytes =
                documents.stream().mapToLong(RawBsonDocument::getByteLength).sum();
        try (var server = ScriptedServer.standalone()) {
            var expected = new ArrayList<String>();
            for (int i = 0; i < COLLECTIONS; i++) {
                server.with(ScriptedCollection.of("shop.c" + i, documents));
                expected.add("dump/shop/c" + i + ".bson " + documents.size() + " " + bytes);
            }
            var said = run(server.peer().uri());
            assertEquals(
                    expected,
                    said.lines().filter(line -> line.contains(".bson ")).toList(),
                    said);
        }
    }

    private static String run(String uri) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapMain.class.getName(),
                        uri)
                .redirectErrorStream(true)
                .start();
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
