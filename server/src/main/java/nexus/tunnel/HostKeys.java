package nexus.tunnel;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/// The pinned host keys of the bastion.
final class HostKeys {
    private HostKeys() {}

    static void load(JSch jsch, Path file) throws IOException, JSchException {
        jsch.setKnownHosts(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    /// The key that the bastion showed beside the pinned ones.
    static String mismatch(JSch jsch, Session session, Settings.Hop hop) {
        var file = hop.login().knownHostsFile();
        var name = name(hop.host(), hop.port());
        var pinned = Arrays.stream(jsch.getHostKeyRepository().getHostKey(name, null))
                .map(HostKeys::fingerprint)
                .distinct()
                .collect(Collectors.joining(" or "));
        var shown = session.getHostKey();
        var seen = shown == null ? "a certificate that is not valid for it" : fingerprint(shown);
        if (pinned.isEmpty()) {
            return file + " has no host key for " + name + ": the bastion shows " + seen
                    + "; compare it with the bastion's own, add the line that nexus fingerprint " + hop.where()
                    + " prints to the file, and Nexus connects by itself";
        }
        return "the host key of the bastion " + hop.where() + " is not the one in " + file + ": seen " + seen
                + ", pinned " + pinned
                + "; compare it with the bastion's own and correct the file, and Nexus connects by itself";
    }

    /// The name under which known_hosts keeps a server.
    static String name(String host, int port) {
        return port == 22 ? host : "[" + host + "]:" + port;
    }

    private static String fingerprint(HostKey key) {
        return Fingerprint.of(Base64.getDecoder().decode(key.getKey()));
    }
}
