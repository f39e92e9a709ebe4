package nexus.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/// The pinned host keys of the bastion.
final class HostKeys {
    private HostKeys() {}

    static void load(JSch jsch, Settings.Hop hop) throws IOException, JSchException {
        var text = new String(LoginFiles.read(hop.login().knownHostsFile()), UTF_8);
        var lines = KnownHosts.of(hop.host(), hop.port()).about(text);
        jsch.setKnownHosts(new ByteArrayInputStream(lines.getBytes(UTF_8)));
    }

    /// The key that the bastion showed beside the pinned ones.
    static String mismatch(JSchHostKeyException error, JSch jsch, Session session, Settings.Hop hop) {
        var file = hop.login().knownHostsFile();
        if (error instanceof JSchRevokedHostKeyException)
            return "the host key of the bastion " + hop.where() + " is revoked in " + file
                    + ": do not connect to it before its operator has given it a new one";
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
