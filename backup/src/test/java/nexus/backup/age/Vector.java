package nexus.backup.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/// One of the test vectors of the age format: what is known about a file, and the file.
final class Vector {
    private final String name;
    private final List<String> lines;
    private final byte[] file;

    private Vector(String name, List<String> lines, byte[] file) {
        this.name = name;
        this.lines = lines;
        this.file = file;
    }

    static List<Vector> all() {
        try (var files = Files.list(Path.of(Vector.class.getResource("vectors").toURI()))) {
            return files.filter(file -> !file.getFileName().toString().contains("."))
                    .sorted()
                    .map(Vector::read)
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Vector read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var lines = new ArrayList<String>();
            for (var line = line(in); !line.isEmpty(); line = line(in)) lines.add(line);
            return new Vector(file.getFileName().toString(), lines, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) line.write(next);
        return line.toString(StandardCharsets.US_ASCII);
    }

    String name() {
        return name;
    }

    /// Every value of a key.
    List<String> values(String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .toList();
    }

    String expectation() {
        return values("expect").getFirst();
    }

    boolean isArmored() {
        return !values("armored").isEmpty();
    }

    /// Whether it is meant for identities of the kind that is read here.
    boolean isForUs() {
        var identities = values("identity");
        return !isArmored() && !identities.isEmpty() && identities.stream().allMatch(Vector::isOurs);
    }

    private static boolean isOurs(String identity) {
        return identity.startsWith(Identity.PREFIX + "1");
    }

    List<Identity> identities() throws AgeException {
        var identities = new ArrayList<Identity>();
        for (var text : values("identity")) identities.add(Identity.parse(text));
        return identities;
    }

    InputStream open() {
        var in = new ByteArrayInputStream(file);
        return lines.contains("compressed: zlib") ? new InflaterInputStream(in) : in;
    }

    @Override
    public String toString() {
        return name;
    }
}
