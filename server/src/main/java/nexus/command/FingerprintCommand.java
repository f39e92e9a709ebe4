package nexus.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nexus.tunnel.Fingerprints;
import nexus.tunnel.ServerKey;
import nexus.tunnel.TunnelException;

/// The word `fingerprint`: which keys an SSH server shows. Writes no file: to trust them is an operator's deed.
///
/// @param timeout how long each wait may take
record FingerprintCommand(String host, int port, Duration timeout) {
    static final String USAGE = """
            Usage: nexus fingerprint HOST[:PORT] [--port 22] [--timeout 10s]

            Prints the host keys of an SSH server as ssh-keygen -l does, then the lines for known_hosts. Nothing is
            written, nobody logs in. Ends with 1 if there is no SSH server at that address.""";

    private static final String ADVICE = """

            # For known_hosts, once you have compared the fingerprints with what the server itself says:
            # for f in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $f; done""";

    private static final Pattern PLACE = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final String SSH = "22";

    /// Reads the arguments after the word; nothing if they cannot be read.
    static Optional<FingerprintCommand> parse(List<String> arguments) {
        var place = Optional.<String>empty();
        var port = Optional.<String>empty();
        var timeout = Optional.of(Duration.ofSeconds(10));
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var text = rest.next();
            if (text.equals("--port") && rest.hasNext()) port = Optional.of(rest.next());
            else if (text.equals("--timeout") && rest.hasNext()) timeout = Patience.parse(rest.next());
            else if (text.startsWith("-") || place.isPresent()) return Optional.empty();
            else place = Optional.of(text);
        }
        return place.isEmpty() || timeout.isEmpty() ? Optional.empty() : at(place.get(), port, timeout.get());
    }

    private static Optional<FingerprintCommand> at(String place, Optional<String> port, Duration timeout) {
        if (ADDRESS.matcher(place).matches()) return at(place, port.orElse(SSH), timeout);
        var match = PLACE.matcher(place);
        if (!match.matches()) return Optional.empty();
        var host = match.group(1) == null ? match.group(2) : match.group(1);
        return at(host, port.or(() -> Optional.ofNullable(match.group(3))).orElse(SSH), timeout);
    }

    private static Optional<FingerprintCommand> at(String host, String port, Duration timeout) {
        if (!port.matches("\\d{1,5}")) return Optional.empty();
        int number = Integer.parseInt(port);
        return number > 0 && number < 65_536
                ? Optional.of(new FingerprintCommand(host, number, timeout))
                : Optional.empty();
    }

    Ending run(PrintStream out, PrintStream err) {
        try {
            lines(Fingerprints.of(host, port, timeout)).map(Printable::of).forEach(out::println);
            return Ending.WELL;
        } catch (TunnelException e) {
            err.println(Printable.of("nexus fingerprint: " + e.getMessage()));
            return Ending.FAILED;
        }
    }

    private static Stream<String> lines(List<ServerKey> keys) {
        var seen = keys.stream()
                .flatMap(key -> Stream.concat(
                        Stream.of(key.fingerprint()),
                        key.certificate().stream().map(text -> "    with a host " + text)));
        return Stream.of(seen, ADVICE.lines(), keys.stream().map(ServerKey::line))
                .flatMap(Function.identity());
    }
}
