package nexus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nexus.bench.HttpSubject.Server;

/// One client of one server. Its session outlives its connection, which is opened anew for each round, because a server
/// may close one that is idle.
final class McpClient implements Load.Caller, AutoCloseable {
    private static final byte[] TOOL_ERROR = "\"isError\":true".getBytes(UTF_8);

    private final Server server;
    private final int number;
    private Optional<String> session = Optional.empty();
    private boolean isGreeted;
    private List<byte[]> requests = List.of();
    private List<byte[]> marks = List.of();
    private int times;
    private Wire wire;

    /// @param number sets the clients apart: each begins with another document
    McpClient(Server server, int number) throws IOException {
        this.server = server;
        this.number = number;
        this.wire = Wire.open(server.port());
    }

    /// Opens a connection and asks once, so that the round to come measures only calls.
    void prepare(Question question) throws IOException {
        reopen();
        if (!isGreeted) greet();
        requests = Stock.ids().stream().map(id -> request(question, id)).toList();
        marks = Stock.ids().stream()
                .map(id -> server.isMcp() ? question.mark(id).getBytes(UTF_8) : new byte[] {' '})
                .toList();
        times = question.marks();
        var _ = call(0);
    }

    private byte[] request(Question question, String id) {
        var arguments = question.arguments(server.connection(), server.database(), id);
        return server.dialect().request(server.path(question), question, arguments, headers());
    }

    private String headers() {
        return session.map(id -> "Mcp-Session-Id: " + id + "\r\n").orElse("")
                + server.token()
                        .map(token -> "Authorization: Bearer " + token + "\r\n")
                        .orElse("");
    }

    private void greet() throws IOException {
        isGreeted = true;
        if (server.dialect() == Dialect.STATELESS) return;
        var path = server.path(Question.TOOLS_LIST);
        var greeting = wire.ask(Dialect.initialize(path));
        if (greeting.status() != 200) throw new WrongAnswer(greeting);
        session = greeting.header("mcp-session-id");
        var _ = wire.ask(Dialect.initialized(path, session));
    }

    private void reopen() throws IOException {
        wire.close();
        wire = Wire.open(server.port());
    }

    @Override
    public int call(int call) throws IOException {
        int which = (number * 7 + call) % requests.size();
        try {
            var answer = wire.ask(requests.get(which));
            if (answer.status() != 200 || answer.holds(TOOL_ERROR, 1) || !answer.holds(marks.get(which), times)) {
                throw new WrongAnswer(answer);
            }
            return answer.bytes();
        } catch (WrongAnswer e) {
            throw e;
        } catch (IOException e) {
            reopen();
            throw e;
        }
    }

    /// An answer that came whole but is not the right one.
    private static final class WrongAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        WrongAnswer(Wire.Answer answer) {
            super(answer.status() + " " + answer.opening());
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
