package nexus.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nexus.mcp.catalog.Caller;

/// The tokens that are good, by their hashes.
public final class Tokens {
    private static final Pattern LINE = Pattern.compile("(" + Token.NAMES + ")\\s+sha256:([0-9a-f]{64})");
    private static final String BEARER = "Bearer ";

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

    /// Reads the file: one `NAME sha256:HEX` a line; blank lines and those that begin with `#` are left out.
    ///
    /// @throws TokensException if a line is wrong or there is none
    public static Tokens load(Path file) {
        var known = new ArrayList<Known>();
        int number = 0;
        for (var line : lines(file)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) continue;
            var match = LINE.matcher(line.strip());
            if (!match.matches())
                throw new TokensException(
                        file + ", line " + number + ": expected NAME sha256:HEX, as `nexus token NAME` prints it");
            known.add(new Known(Caller.named(match.group(1)), new HexBytes(match.group(2))));
        }
        if (known.isEmpty()) throw new TokensException(file + " holds no token: make one with `nexus token NAME`");
        return new Tokens(known);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// The caller that an `Authorization` header belongs to. Every hash is compared in constant time, and all of them
    /// are, so that the time taken tells nothing.
    public Optional<Caller> caller(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) return Optional.empty();
        var hash = Token.hash(authorization.substring(BEARER.length()).strip());
        var found = Optional.<Caller>empty();
        for (var token : known) {
            if (MessageDigest.isEqual(token.hash().bytes, hash)) found = Optional.of(token.caller());
        }
        return found;
    }
}
