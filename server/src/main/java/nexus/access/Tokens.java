package nexus.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nexus.mcp.catalog.Caller;

/// The tokens that are good, by their hashes.
final class Tokens {
    /// No token is good.
    static final Tokens NONE = new Tokens(List.of());

    private static final Pattern LINE =
            Pattern.compile("(" + Token.NAMES + ")\\s+sha256:([0-9a-f]{64})((?:\\s+(?:read|write|admin))*)");
    private static final List<String> UNSAID = List.of("read", "write");

    private final List<Known> known;

    private record Known(Caller caller, HexBytes hash) {}

    /// A hash; a class of its own because records compare arrays by identity.
    private static final class HexBytes {
        private final byte[] bytes;

        HexBytes(String hex) {
            bytes = HexFormat.of().parseHex(hex);
        }
    }

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /// Reads the text of the file: one `NAME sha256:HEX [SCOPE …]` a line; blank lines and those that begin with `#`
    /// are
    /// left out. A line without scopes means `read write`.
    ///
    /// @throws TokensException if a line is wrong
    static Tokens parse(Path file, byte[] text) {
        var known = new ArrayList<Known>();
        int number = 0;
        for (var line : new String(text, UTF_8).lines().toList()) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) continue;
            var match = LINE.matcher(line.strip());
            if (!match.matches())
                throw new TokensException(file + ", line " + number
                        + ": expected NAME sha256:HEX [read|write|admin …], as `nexus token NAME` prints it");
            var words = Arrays.asList(match.group(3).strip().split("\\s+", -1));
            var rights = Rights.ofWords(words.equals(List.of("")) ? UNSAID : words);
            known.add(new Known(new Principal(match.group(1), rights, Set.of()), new HexBytes(match.group(2))));
        }
        return new Tokens(known);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    int size() {
        return known.size();
    }

    /// The caller that a token belongs to. Every hash is compared in constant time, and all of them are, so that the
    /// time taken tells nothing.
    Optional<Caller> caller(String token) {
        var hash = Token.hash(token);
        var found = Optional.<Caller>empty();
        for (var candidate : known) {
            if (MessageDigest.isEqual(candidate.hash().bytes, hash)) found = Optional.of(candidate.caller());
        }
        return found;
    }
}
