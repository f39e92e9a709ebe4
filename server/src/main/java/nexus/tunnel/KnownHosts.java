package nexus.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The lines of a known_hosts file that are about one server, each with its name written out (sshd(8), SSH_KNOWN_HOSTS
/// FILE FORMAT). JSch compares names only, and so passes over a pattern: it would miss a `@revoked *`.
///
/// @param names of the server, in lower case: `host`, or `[host]:port` and `host`
record KnownHosts(List<String> names) {
    private static final String HASH = "|1|";

    KnownHosts {
        names = List.copyOf(names);
    }

    static KnownHosts of(String host, int port) {
        return new KnownHosts(Stream.of(HostKeys.name(host, port), host)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList());
    }

    /// Rewrites the file for JSch.
    String about(String text) {
        return text.lines().map(this::rewritten).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private String rewritten(String line) {
        var words = line.strip().split("\\s+", -1);
        int at = words[0].startsWith("@") ? 1 : 0;
        if (words.length < at + 3 || words[0].startsWith("#") || !matches(words[at])) return "";
        words[at] = names.getFirst();
        return String.join(" ", Arrays.copyOf(words, at + 3));
    }

    private boolean matches(String field) {
        if (field.startsWith(HASH)) return names.stream().anyMatch(name -> isHashOf(name, field));
        var patterns = field.split(",", -1);
        return Stream.of(patterns).anyMatch(pattern -> !pattern.startsWith("!") && isMatch(pattern))
                && Stream.of(patterns).noneMatch(pattern -> pattern.startsWith("!") && isMatch(pattern.substring(1)));
    }

    private boolean isMatch(String pattern) {
        var regex = Pattern.quote(pattern.toLowerCase(Locale.ROOT))
                .replace("*", "\\E.*\\Q")
                .replace("?", "\\E.\\Q");
        return names.stream().anyMatch(name -> name.matches(regex));
    }

    private static boolean isHashOf(String name, String field) {
        var parts = field.substring(HASH.length()).split("\\|", -1);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            return parts.length == 2
                    && MessageDigest.isEqual(
                            mac.doFinal(name.getBytes(UTF_8)),
                            Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
