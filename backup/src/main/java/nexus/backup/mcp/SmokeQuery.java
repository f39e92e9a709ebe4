package nexus.backup.mcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nexus.backup.http.Exchange;
import nexus.config.Secret;

/// Asks an MCP server how many documents a collection has, as a client of it would: the last link of the chain that a
/// restore is to mend.
///
/// @param patience how long a server may take to find its way back to the database
/// @param pause    between two tries
public record SmokeQuery(Exchange endpoint, Optional<Path> token, Duration patience, Duration pause) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    /// As the program asks.
    public static SmokeQuery of(Secret url, Optional<Path> token) {
        return new SmokeQuery(new Exchange(url, LONGEST), token, Duration.ofMinutes(1), Duration.ofSeconds(3));
    }

    /// Asks until there is an answer.
    ///
    /// @param connection the server's name for the database; nothing for the one it takes by itself
    /// @return what is wrong; empty if the server has counted as many
    public String trouble(Optional<String> connection, String database, String collection, long expected) {
        var question = new Question(connection, database, collection);
        long end = System.nanoTime() + patience.toNanos();
        var found = ask(question);
        while (found instanceof Found.Nothing && System.nanoTime() < end && waitABit()) found = ask(question);
        var about = database + "." + collection;
        return switch (found) {
            case Found.Documents(long count) when count == expected -> "";
            case Found.Documents(long count) ->
                endpoint.shown() + " counts " + count + " documents in " + about + " instead of " + expected;
            case Found.Refused(var why) -> endpoint.shown() + " was asked to count " + about + ": " + why;
            case Found.Nothing(var why) ->
                endpoint.shown() + " was asked for " + patience.toSeconds() + " s to count " + about + ": " + why;
        };
    }

    private Found ask(Question question) {
        try {
            return Reading.of(endpoint.post("", question.body(), headers(question)));
        } catch (IOException e) {
            return new Found.Nothing(String.valueOf(e.getMessage()));
        }
    }

    /// A token may be exchanged meanwhile.
    private Map<String, String> headers(Question question) throws IOException {
        var headers = new HashMap<>(question.headers());
        if (token.isPresent()) headers.put("Authorization", "Bearer " + read(token.get()));
        return headers;
    }

    /// What cannot stand in a header would be printed by who refuses it.
    private static String read(Path file) throws IOException {
        var token = Files.readString(file).strip();
        if (!TOKEN.matcher(token).matches()) throw new IOException("the file of backup.mcp.token-file holds no token");
        return token;
    }

    private boolean waitABit() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
