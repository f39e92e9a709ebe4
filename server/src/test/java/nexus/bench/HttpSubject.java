package nexus.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A server that is asked over HTTP by clients that stay.
final class HttpSubject implements Subject, AutoCloseable {
    /// Where it is and how it is talked to.
    ///
    /// @param connection what it calls its one connection to MongoDB
    /// @param token      that it asks for, if it does
    /// @param isMcp      whether it speaks MCP; one that does not has a path for each question
    record Server(
            Child process,
            int port,
            Dialect dialect,
            String connection,
            String database,
            Optional<String> token,
            boolean isMcp) {
        String path(Question question) {
            return isMcp ? "/mcp" : "/" + question.name();
        }
    }

    private final String name;
    private final Server server;
    private final List<McpClient> clients = new ArrayList<>();

    HttpSubject(String name, Server server) {
        this.name = name;
        this.server = server;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Question> questions() {
        return EnumSet.allOf(Question.class);
    }

    @Override
    public Child process() {
        return server.process();
    }

    @Override
    public Sample ask(Question question, int count, Duration time) throws IOException, InterruptedException {
        while (clients.size() < count) clients.add(new McpClient(server, clients.size()));
        var callers = clients.subList(0, count);
        for (var client : callers) client.prepare(question);
        double before = process().cpuMillis();
        var outcome = Load.run(callers, time);
        return new Sample(outcome, process().cpuMillis() - before);
    }

    /// How many bytes it answers.
    int answerBytes(Question question) throws IOException {
        try (var client = new McpClient(server, 0)) {
            client.prepare(question);
            return client.call(0);
        }
    }

    @Override
    public void close() throws IOException {
        for (var client : clients) client.close();
    }
}
