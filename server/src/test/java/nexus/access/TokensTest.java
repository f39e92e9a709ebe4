package nexus.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nexus.mcp.catalog.Right;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bearer tokens and the file of their hashes.
class TokensTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("tokens");
    }

    private static String text(Token token) {
        return token.secret().value();
    }

    private Tokens parse(String text) {
        return Tokens.parse(file(), text.getBytes(UTF_8));
    }

    @Test
    void knowsTheCallerByTheToken() {
        var alice = Token.random();
        var tokens = parse(alice.line("alice") + "\n");
        assertEquals("alice", tokens.caller(text(alice)).orElseThrow().name());
        assertEquals(Optional.empty(), tokens.caller(text(Token.random())));
        assertEquals(Optional.empty(), tokens.caller(""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,READ WRITE",
                "read,READ",
                "write,READ WRITE",
                "admin,READ WRITE ADMIN",
                "read admin,READ WRITE ADMIN",
            })
    void climbsTheLadderOfRights(@Nullable String words, String rights) {
        var token = Token.random();
        var line = words == null ? token.line("a") : token.line("a", List.of(words.split(" ", -1)));
        var caller = parse(line).caller(text(token)).orElseThrow();
        for (var right : Right.values())
            assertEquals(List.of(rights.split(" ", -1)).contains(right.name()), caller.may(right), right.name());
    }

    @Test
    void takesOverANewFile() throws IOException {
        var old = Token.random();
        var fresh = Token.random();
        Files.writeString(file(), old.line("alice"));
        try (var tokens = TokensFile.open(file(), Duration.ofHours(1))) {
            Files.writeString(file(), fresh.line("alice"));
            tokens.look();
            assertEquals(Optional.empty(), tokens.caller(text(old)));
            assertTrue(tokens.caller(text(fresh)).isPresent());
        }
    }

    @Test
    void keepsTheGoodTokensWhenTheNewFileIsWrong() throws IOException {
        var alice = Token.random();
        Files.writeString(file(), alice.line("alice"));
        try (var tokens = TokensFile.open(file(), Duration.ofHours(1))) {
            Files.writeString(file(), "alice " + text(alice) + "\n");
            tokens.look();
            assertTrue(tokens.caller(text(alice)).isPresent());
        }
    }

    @ParameterizedTest(name = "emptied: {0}")
    @ValueSource(booleans = {true, false})
    void letsNobodyInWhenTheFileIsEmptiedOrGone(boolean isEmptied) throws IOException {
        var alice = Token.random();
        Files.writeString(file(), alice.line("alice"));
        try (var tokens = TokensFile.open(file(), Duration.ofHours(1))) {
            if (isEmptied) Files.writeString(file(), "# nobody\n");
            else Files.delete(file());
            tokens.look();
            assertEquals(Optional.empty(), tokens.caller(text(alice)));
            Files.writeString(file(), alice.line("alice"));
            tokens.look();
            assertTrue(tokens.caller(text(alice)).isPresent());
        }
    }

    @Test
    void keepsAHashAndNotTheToken() {
        var token = Token.random();
        assertFalse(token.line("alice").contains(token.secret().value()));
        assertTrue(token.line("alice").matches("alice sha256:[0-9a-f]{64}"));
        assertFalse(token.toString().contains(token.secret().value()));
        assertNotEquals(token, Token.random());
    }

    @Test
    void namesTheLineThatIsWrong() {
        var text = "# people\n" + Token.random().line("bob") + "\nalice secret\n";
        var problem = assertThrows(TokensException.class, () -> parse(text));
        assertEquals(
                file() + ", line 3: expected NAME sha256:HEX [read|write|admin …], as `nexus token NAME` prints it",
                problem.getMessage());
    }

    @Test
    void refusesToStartWithAFileWithoutTokens() throws IOException {
        Files.writeString(file(), "# nobody\n");
        var problem = assertThrows(TokensException.class, () -> TokensFile.open(file(), Duration.ofHours(1)));
        assertEquals(file() + " holds no token: make one with `nexus token NAME`", problem.getMessage());
    }
}
