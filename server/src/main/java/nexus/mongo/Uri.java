package nexus.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.spi.dns.DnsClient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.config.Nearest;

/// Says in own words what is wrong with a connection string: the driver's words may quote the password.
final class Uri {
    static final String ALLOWED = "mongodb://… or mongodb+srv://…";

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Pattern UNCHECKED = Pattern.compile(
            "(tlsinsecure|tlsallowinvalidhostnames|sslinvalidhostnameallowed)=(?!(false|no|n|0)$).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OPTION = Pattern.compile("[A-Za-z]{1,40}");
    private static final Pattern TLS = Pattern.compile("(?i)(tls|ssl)(=(?!(true|false)$).*)?");
    private static final Set<String> OPTIONS = Set.of(
            ("appname authmechanism authmechanismproperties authsource compressors connecttimeoutms directconnection "
                            + "heartbeatfrequencyms journal loadbalanced localthresholdms maxadaptiveretries "
                            + "maxconnecting maxidletimems "
                            + "maxlifetimems maxpoolsize maxstalenessseconds minpoolsize proxyhost proxypassword "
                            + "proxyport proxyusername readconcernlevel readpreference readpreferencetags replicaset "
                            + "retryreads retrywrites safe serverselectiontimeoutms servermonitoringmode sockettimeoutms "
                            + "srvmaxhosts srvservicename ssl sslinvalidhostnameallowed timeoutms tls "
                            + "tlsallowinvalidhostnames tlsinsecure uuidrepresentation w waitqueuetimeoutms wtimeout "
                            + "wtimeoutms zlibcompressionlevel enableoverloadretargeting")
                    .split(" "));

    private Uri() {}

    /// Reads a connection string without asking the name service.
    static ConnectionString parse(String uri) {
        DnsClient nobody = (_, _) -> List.of();
        return new ConnectionString(uri, nobody);
    }

    /// The same connection string without an option.
    static String without(String uri, String option) {
        int question = uri.indexOf('?');
        if (question < 0) return uri;
        var kept = each(uri).filter(other -> !name(other).equalsIgnoreCase(option));
        return uri.substring(0, question + 1) + kept.collect(Collectors.joining("&"));
    }

    /// What is wrong, never with a part of the user name or password; nothing if it can be used.
    static Optional<String> trouble(String uri) {
        var rest = uri.startsWith("mongodb://")
                ? uri.substring("mongodb://".length())
                : uri.startsWith("mongodb+srv://") ? uri.substring("mongodb+srv://".length()) : null;
        if (rest == null) return Optional.of("it does not begin with mongodb:// or mongodb+srv://");
        int end = firstOf(rest, "/?");
        var authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        var user = at < 0 ? "" : authority.substring(0, at);
        if (isUnescaped(user) || (at < 0 && rest.indexOf('@', end) >= 0)) {
            return Optional.of("the user name or password holds a character that must be written percent-encoded:"
                    + " @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25");
        }
        return hosts(authority.substring(at + 1))
                .or(() -> options(rest))
                .or(() -> uncheckedNames(rest))
                .or(() -> vagueTls(rest))
                .or(() -> whole(uri));
    }

    private static boolean isUnescaped(String user) {
        return user.indexOf('@') >= 0
                || user.indexOf(':') != user.lastIndexOf(':')
                || BAD_ESCAPE.matcher(user).find();
    }

    private static Optional<String> hosts(String hosts) {
        if (hosts.isEmpty()) return Optional.of("it names no host");
        for (var host : hosts.split(",", -1)) {
            if (host.isEmpty() || host.charAt(0) == ':') return Optional.of("one of its hosts is empty");
            if (host.endsWith(".sock")) return Optional.of("it names a socket file, and only TCP is spoken");
            int colon = host.lastIndexOf(':');
            if (colon > host.lastIndexOf(']') && !isPort(host.substring(colon + 1))) {
                return Optional.of("the port of one of its hosts is not a number from 1 to 65535");
            }
        }
        return Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65_535;
    }

    private static Optional<String> options(String rest) {
        return each(rest)
                .map(Uri::name)
                .filter(name -> !OPTIONS.contains(name.toLowerCase(Locale.ROOT)))
                .map(Uri::unknown)
                .findFirst();
    }

    /// The driver takes anything that is not "true" for "false", and a slip would send the password in the clear.
    private static Optional<String> vagueTls(String rest) {
        return eachPart(rest)
                .filter(option -> TLS.matcher(option).matches())
                .map(option -> "the value of its option " + name(option) + " is neither true nor false")
                .findFirst();
    }

    /// Whoever sits on the way could pose as the server, and a tunnel only moves that place to its far end.
    private static Optional<String> uncheckedNames(String rest) {
        return eachPart(rest)
                .filter(option -> UNCHECKED.matcher(option).matches())
                .map(option -> name(option) + " would leave the name of the server unchecked: leave it out, and name"
                        + " your own CA in tls.ca-file")
                .findFirst();
    }

    /// The options behind the first question mark, each as it is written; the driver ends one at either sign.
    private static Stream<String> each(String text) {
        int question = text.indexOf('?');
        return question < 0
                ? Stream.empty()
                : Arrays.stream(text.substring(question + 1).split("[&;]")).filter(option -> !option.isEmpty());
    }

    /// As [#each], but also what stands behind a further question mark: better one look too many at what must not be.
    private static Stream<String> eachPart(String text) {
        return each(text).flatMap(option -> Arrays.stream(option.split("\\?")));
    }

    private static String name(String option) {
        return option.substring(0, firstOf(option, "="));
    }

    private static String unknown(String name) {
        if (!OPTION.matcher(name).matches()) return "one of its options has a name that cannot be one";
        var hint = Nearest.slip(name, OPTIONS).map(near -> "; did you mean " + near + "?");
        return "the driver knows no option " + name + hint.orElse("");
    }

    private static Optional<String> whole(String uri) {
        try {
            parse(uri);
            return Optional.empty();
        } catch (IllegalArgumentException | MongoException e) {
            return Optional.of(badOption(uri)
                    .map(name -> "the value of its option " + name + " cannot be used")
                    .orElse("its hosts, database and options do not go together"));
        }
    }

    /// The first option that cannot be used even alone.
    private static Optional<String> badOption(String uri) {
        return each(uri)
                .filter(option -> !isUsable("mongodb://u:p@localhost/?" + option))
                .map(Uri::name)
                .findFirst();
    }

    private static boolean isUsable(String uri) {
        try {
            parse(uri);
            return true;
        } catch (IllegalArgumentException | MongoException e) {
            return false;
        }
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) if (characters.indexOf(text.charAt(i)) >= 0) return i;
        return text.length();
    }
}
