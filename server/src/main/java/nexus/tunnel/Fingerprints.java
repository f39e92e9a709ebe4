package nexus.tunnel;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks an SSH server for its host keys: one handshake for each type, ended before any login.
public final class Fingerprints {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";
    /// Certificates first: a server that has one shows it, with the same key inside.
    private static final List<List<String>> TYPES = List.of(
            List.of("ssh-ed25519" + CERTIFICATE, "ssh-ed25519"),
            List.of(
                    "ecdsa-sha2-nistp256" + CERTIFICATE,
                    "ecdsa-sha2-nistp384" + CERTIFICATE,
                    "ecdsa-sha2-nistp521" + CERTIFICATE,
                    "ecdsa-sha2-nistp256",
                    "ecdsa-sha2-nistp384",
                    "ecdsa-sha2-nistp521"),
            List.of("rsa-sha2-512" + CERTIFICATE, "rsa-sha2-256" + CERTIFICATE, "rsa-sha2-512", "rsa-sha2-256"));

    private final String host;
    private final int port;
    private final Duration patience;
    private final Crew crew = new Crew();

    private Fingerprints(String host, int port, Duration patience) {
        this.host = host;
        this.port = port;
        this.patience = patience;
    }

    /// The keys, the preferred type first.
    ///
    /// @param patience how long each wait may take
    /// @throws TunnelException with one sentence if there is no SSH server that shows one
    public static List<ServerKey> of(String host, int port, Duration patience) {
        return new Fingerprints(host, port, patience).keys();
    }

    private List<ServerKey> keys() {
        var address = Reach.resolve(host, patience);
        var keys = new ArrayList<ServerKey>();
        for (var types : TYPES) key(address, types).ifPresent(keys::add);
        if (keys.isEmpty())
            throw new TunnelException(host + ":" + port + " is an SSH server, but shows no key of a type that is in use"
                    + " (Ed25519, ECDSA, RSA with SHA-2): update it");
        return keys;
    }

    private Optional<ServerKey> key(InetAddress address, List<String> types) {
        var socket = Reach.dial(address, port, patience);
        var shown = new ArrayList<byte[]>();
        var taps = new ArrayList<KeyTap>();
        try (var _ = Deadline.start(crew, patience, new SocketWire(socket)::close);
                socket) {
            var session = session(types, shown);
            session.setSocketFactory(new GivenSocket(socket, in -> {
                taps.add(new KeyTap(in));
                return taps.getLast();
            }));
            session.connect(Math.toIntExact(patience.toMillis()));
            throw new TunnelException("a server that nobody knows was let through");
        } catch (JSchHostKeyException e) {
            var certificate = taps.getFirst().certificate().map(Certificate::toString);
            return Optional.of(new ServerKey(shown.getFirst(), HostKeys.name(host, port), certificate));
        } catch (JSchAlgoNegoFailException e) {
            if (String.valueOf(e.getMessage()).contains("server_host_key")) return Optional.empty();
            throw new TunnelException(host + ":" + port + " shares no algorithm with us: " + e.getMessage());
        } catch (JSchException | IOException e) {
            throw new TunnelException(notSsh(taps));
        }
    }

    /// Knows nobody, so that it ends as soon as it has been shown a key.
    private Session session(List<String> types, List<byte[]> shown) throws JSchException {
        var jsch = new JSch();
        // No name is ever sent: it does not come as far as a login.
        var session = jsch.getSession("nobody", host, port);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("server_host_key", String.join(",", types));
        session.setHostKeyRepository(new HostKeyWatch(jsch.getHostKeyRepository(), (key, _) -> shown.add(key)));
        session.setThreadFactory(crew);
        return session;
    }

    private String notSsh(List<KeyTap> taps) {
        var greeting = taps.isEmpty() ? "" : taps.getFirst().greeting();
        var said = greeting.isEmpty()
                ? " says nothing within " + patience.toSeconds() + " s, or hangs up"
                : " says \"" + greeting + "\"";
        return greeting.startsWith("SSH-")
                ? host + ":" + port + " broke the handshake off: does it take more connections (MaxStartups)?"
                : host + ":" + port + said + ": it does not speak SSH; is the port right?";
    }
}
