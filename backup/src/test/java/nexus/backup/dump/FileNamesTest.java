package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.mongodb.MongoNamespace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileNamesTest {
    /// What Go's `url.QueryEscape` makes of a name.
    record Escaped(String name, String file) {}

    static Stream<Escaped> escaped() {
        return Stream.of(
                new Escaped("orders", "orders"),
                new Escaped("odd/na me.ü+%x", "odd%2Fna+me.%C3%BC%2B%25x"),
                new Escaped("a*b~c-d_e", "a%2Ab~c-d_e"),
                new Escaped("..", ".."),
                new Escaped("日", "%E6%97%A5"),
                new Escaped("\ud83d\ude00", "%F0%9F%98%80"),
                new Escaped(
                        "a\tb\nc\"'()!@#$&,:;<=>?[]",
                        "a%09b%0Ac%22%27%28%29%21%40%23%24%26%2C%3A%3B%3C%3D%3E%3F%5B%5D"),
                new Escaped("x".repeat(238), "x".repeat(238)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("escaped")
    void namesAreEscapedAsGoDoes(Escaped row) {
        assertEquals(row.file(), FileNames.file(row.name()));
    }

    /// `printf 'x%.0s' {1..239} | openssl sha1 -binary | basenc --base64url | tr -d =`
    @Test
    void aLongNameIsCutAndEndsWithItsHash() {
        var file = FileNames.file("x".repeat(239));
        assertEquals("x".repeat(208) + "%24" + "Nq75d-cu3iRxNs-ce3Tvf9gagoU", file);
        assertEquals(238, file.length());
        assertNotEquals(file, FileNames.file("x".repeat(240)));
    }

    @Test
    void pathsAreThoseOfMongodump() {
        var name = new MongoNamespace("shop", "a/b");
        assertEquals("dump/shop/a%2Fb.bson", FileNames.documents(name));
        assertEquals("dump/shop/a%2Fb.metadata.json", FileNames.metadata(name));
    }
}
