package nexus.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nexus.mcp.catalog.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bearer tokens and the file of their hashes.
class TokensTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("tokens"), text);
    }

    @Test
    void knowsTheCallerByTheToken() throws IOException {
        var alice = Token.random();
        var tokens = Tokens.load(file(alice.line("alice") + "\n"));
        assertEquals(
                Optional.of(Caller.named("alice")),
                tokens.caller("Bearer " + alice.secret().value()));
        assertEquals(
                Optional.of(Caller.named("alice")),
                tokens.caller("bearer " + alice.secret().value()));
        assertEquals(
                Optional.empty(),
                tokens.caller("Bearer " + Token.random().secret().value()));
        assertEquals(Optional.empty(), tokens.caller("Basic " + alice.secret().value()));
        assertEquals(Optional.empty(), tokens.caller("Bearer "));
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
    void namesTheLineThatIsWrong() throws IOException {
        var file = file("# people\n" + Token.random().line("bob") + "\nalice secret\n");
        var problem = assertThrows(TokensException.class, () -> Tokens.load(file));
        assertEquals(
                file + ", line 3: expected NAME sha256:HEX, as `nexus token NAME` prints it", problem.getMessage());
    }

    @Test
    void refusesAFileWithoutTokens() throws IOException {
        var file = file("# nobody\n");
        var problem = assertThrows(TokensException.class, () -> Tokens.load(file));
        assertEquals(file + " holds no token: make one with `nexus token NAME`", problem.getMessage());
    }
}
