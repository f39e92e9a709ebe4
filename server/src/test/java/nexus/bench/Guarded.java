package nexus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nexus.access.Token;

/// What an operator sets who lets in only callers that are known, narrows them and notes what they do.
///
/// @param token     that a client sends
/// @param variables of the server's environment
record Guarded(String token, Map<String, String> variables) {
    /// Makes the files that it takes.
    ///
    /// @param database that the caller may read
    static Guarded in(Path folder, String database) throws IOException {
        var token = Token.random();
        var tokens = Files.writeString(folder.resolve("tokens"), token.line("bench") + "\n");
        var grants = Files.writeString(folder.resolve("grants.yaml"), """
                grants:
                  - name: others
                    who: [somebody-else]
                    connections: [default]
                    databases: [shop]
                    hide: [customer.email]
                  - name: bench
                    who: [bench]
                    level: read
                    connections: [default]
                    databases: [%s]
                """.formatted(database));
        return new Guarded(
                token.secret().value(),
                Map.of(
                        "NEXUS_TOKENS_FILE", tokens.toString(),
                        "NEXUS_GRANTS_FILE", grants.toString(),
                        "NEXUS_AUTH_LIMITS_CALLS_PER_MINUTE", "1000000",
                        "NEXUS_AUTH_LIMITS_BURST", "1000000",
                        "NEXUS_AUTH_LIMITS_AT_ONCE", "1000",
                        "NEXUS_AUDIT_TO", "file",
                        "NEXUS_AUDIT_FILE", folder.resolve("audit.jsonl").toString()));
    }
}
