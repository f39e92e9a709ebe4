package nexus.backup.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever stands in a header, the file opens as it was written or is refused. `-Dnexus.fuzz.seed=N` plays other
/// cases.
class HeaderFuzzTest {
    private static final boolean IS_LONG = Boolean.getBoolean("tests.long");
    private static final int CASES = IS_LONG ? 50_000 : 2_000;
    private static final long SEED = Long.getLong("nexus.fuzz.seed", IS_LONG ? System.nanoTime() : 20_261_123L);
    private static final byte[] PLAIN = {1, 2, 3, 4, 5};
    private static final String[] PARTS = {
        "\n",
        "\r\n",
        " ",
        "-> ",
        "--- ",
        "---",
        "->",
        "=",
        "A",
        "-> X25519 ",
        "-> scrypt a 18\n",
        "-> a\n\n",
        "age-encryption.org/v1\n",
        "\0",
        "\u00ff",
        "A".repeat(64),
        "A".repeat(64) + "\n",
        "\n\n"
    };

    private final Random random = new Random(SEED);
    private final Identity identity = Identity.generate();
    private final FileKey key = FileKey.generate();
    private String ours = "";

    @BeforeEach
    void wrap() throws AgeException {
        ours = Wrapped.wrap(key, identity.recipient().point()).stanza().text();
    }

    @Test
    void aChangedHeaderIsRefused() throws IOException {
        System.out.println("fuzz: " + CASES + " changed headers of -Dnexus.fuzz.seed=" + SEED);
        var good = Age.encrypt(PLAIN, Identity.generate(), identity);
        var text = new String(good, StandardCharsets.ISO_8859_1);
        int header = text.indexOf("\n--- ") + 49;
        for (int i = 0; i < CASES; i++) {
            var changed = change(text.substring(0, header)) + text.substring(header);
            if (!changed.equals(text)) assertTrue(!opens(changed), () -> "opened: " + changed);
        }
        assertTrue(opens(text));
    }

    @Test
    void aGoodHeaderOfOtherRecipientsOpens() throws IOException {
        System.out.println("fuzz: " + CASES + " good headers of -Dnexus.fuzz.seed=" + SEED);
        for (int i = 0; i < CASES; i++) {
            var stanzas = grease() + ours + grease();
            assertTrue(opens(forged(stanzas)), stanzas);
        }
    }

    /// The MAC is right, so that it is not what saves us.
    @Test
    void aHeaderThatWasWrittenWrongOpensAsItWasWrittenOrNotAtAll() throws IOException {
        System.out.println("fuzz: " + CASES + " wrong headers of -Dnexus.fuzz.seed=" + SEED);
        int refused = 0;
        for (int i = 0; i < CASES; i++) if (!opens(forged(change(grease() + ours + grease())))) refused++;
        int count = refused;
        assertTrue(count > CASES / 4 && count < CASES, () -> count + " were refused");
    }

    /// Whether it opens, and then to what was written. There is no third way.
    private boolean opens(String file) throws IOException {
        try {
            assertArrayEquals(PLAIN, Age.decrypt(file.getBytes(StandardCharsets.ISO_8859_1), identity));
            return true;
        } catch (AgeException e) {
            return false;
        }
    }

    private String forged(String stanzas) throws IOException {
        return new String(Age.forge(key, stanzas, PLAIN), StandardCharsets.ISO_8859_1);
    }

    private String grease() {
        return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> stanza()).collect(Collectors.joining());
    }

    private String stanza() {
        var arguments = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> argument())
                .toList();
        return new Stanza(arguments, Unpadded.encode(Age.random(random, random.nextInt(200)))).text();
    }

    /// Short ones could be the name of a kind that is read.
    private String argument() {
        return random.ints(7 + random.nextInt(20), '!', '~' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private String change(String text) {
        var changed = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(random.nextInt(8) == 0 ? 100 : 3));
            switch (random.nextInt(5)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, PARTS[random.nextInt(PARTS.length)]);
                case 2 -> changed.replace(at, end, PARTS[random.nextInt(PARTS.length)]);
                case 3 -> changed.insert(at, changed.substring(at, end));
                default -> swapLines(changed);
            }
        }
        return changed.toString();
    }

    private void swapLines(StringBuilder text) {
        var lines = text.toString().split("(?<=\n)", -1);
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        var kept = lines[one];
        lines[one] = lines[other];
        lines[other] = kept;
        text.setLength(0);
        Arrays.stream(lines).forEach(text::append);
    }
}
