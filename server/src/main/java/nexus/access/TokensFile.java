package nexus.access;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import nexus.config.Patrol;
import nexus.mcp.catalog.Caller;

/// The tokens file, looked at every few seconds. Its bytes are compared, not its time: a mounted Secret changes by a
/// link. What cannot be read or understood leaves the last good tokens as they are; a file that is gone or holds no
/// token means what it says: nobody may call.
final class TokensFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TokensFile.class.getName());

    private final Path file;
    private final Patrol patrol;
    private volatile Tokens tokens;
    private byte[] seen;
    private String trouble = "";

    private TokensFile(Path file, byte[] text, Duration pause) {
        this.file = file;
        seen = text;
        tokens = Tokens.parse(file, text);
        patrol = new Patrol("tokens", pause, this::look);
    }

    /// Reads the file and begins to watch it.
    ///
    /// @param pause between two looks
    /// @throws TokensException if a line is wrong or there is no token
    static TokensFile open(Path file, Duration pause) {
        var opened = new TokensFile(file, firstText(file), pause);
        if (opened.tokens.isEmpty())
            throw new TokensException(file + " holds no token: make one with `nexus token NAME`");
        opened.patrol.start();
        return opened;
    }

    private static byte[] firstText(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TokensException("cannot read " + file + ": " + e);
        }
    }

    /// Takes over what is new.
    synchronized void look() {
        try {
            var text = Files.readAllBytes(file);
            if (Arrays.equals(text, seen) && trouble.isEmpty()) return;
            take(Tokens.parse(file, text));
            seen = text;
            trouble = "";
        } catch (NoSuchFileException e) {
            tokens = Tokens.NONE;
            tell(file + " is gone: no token is good until it is there again");
        } catch (IOException | TokensException e) {
            tell("The tokens are still those of before: " + e.getMessage());
        }
    }

    private void take(Tokens parsed) {
        tokens = parsed;
        if (parsed.isEmpty()) LOG.log(WARNING, file + " holds no token any more: no token is good");
        else LOG.log(INFO, file + " has changed: its " + parsed.size() + " tokens are in force");
    }

    /// Once, not at every look.
    private void tell(String news) {
        if (!news.equals(trouble)) LOG.log(WARNING, news);
        trouble = news;
    }

    Optional<Caller> caller(String token) {
        return tokens.caller(token);
    }

    @Override
    public void close() {
        patrol.close();
    }
}
