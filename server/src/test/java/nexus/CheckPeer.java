package nexus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.testing.MongoPeer;
import nexus.testing.SshPeer;

/// A connection through a real bastion for the word `check`.
///
/// @param settings of the configuration, without the leading `nexus.`
/// @param words    behind `check`
record CheckPeer(SshPeer bastion, MongoPeer mongo, Map<String, String> settings, List<String> words)
        implements AutoCloseable {
    /// What it printed and how it ended.
    record Told(int code, String out, String err) {
        /// The lines of steps, each without the time.
        List<String> steps() {
            return out.lines()
                    .filter(line -> line.startsWith("  "))
                    .map(line -> line.replaceFirst(" +\\d+ ms$", "").strip())
                    .toList();
        }

        String line(String start) {
            return steps().stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(start + " is not in\n" + out + err));
        }
    }

    static CheckPeer start() {
        var peer = new CheckPeer(SshPeer.start(), MongoPeer.inProcess(), new HashMap<>(), new ArrayList<>());
        peer.set("uri", "mongodb://127.0.0.1:" + peer.mongoPort() + "/");
        LinkPeer.through(peer.bastion).forEach(peer::set);
        return peer;
    }

    int mongoPort() {
        return URI.create(mongo.uri()).getPort();
    }

    void set(String key, String value) {
        settings.put("connections.default." + key, value);
    }

    Told check() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var args = Stream.concat(
                        Stream.concat(Stream.of("check"), words.stream()),
                        settings.entrySet().stream().map(entry -> "-Dnexus." + entry.getKey() + "=" + entry.getValue()))
                .toList();
        var exit = Main.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
        return new Told(exit.code(), out.toString(UTF_8), err.toString(UTF_8));
    }

    Told fails(String step, String... parts) {
        var told = check();
        assertEquals(1, told.code(), told.out() + told.err());
        var line = told.line("FAIL  " + step);
        for (var part : parts) assertTrue(line.contains(part), line + "\nhas no " + part);
        return told;
    }

    /// What rests on a step that failed is not tried.
    static void skips(Told told, String... steps) {
        for (var step : steps) told.line("skip  " + step);
    }

    @Override
    public void close() {
        mongo.close();
        bastion.close();
    }
}
