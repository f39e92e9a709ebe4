package nexus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A bastion with one foot in the network of a [MongoProcess]: each connection to its port on this machine's loopback
/// is
/// served by an OpenSSH server that runs inside that network.
public final class InnerBastion implements AutoCloseable {
    private final SshPeer keys;
    private final long inside;
    private final ServerSocket listener;
    private final List<Process> sessions = new CopyOnWriteArrayList<>();

    private InnerBastion(SshPeer keys, long inside, ServerSocket listener) {
        this.keys = keys;
        this.inside = inside;
        this.listener = listener;
    }

    public static InnerBastion into(MongoProcess mongo) throws IOException {
        var bastion = new InnerBastion(
                SshPeer.start(), mongo.pid(), new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        bastion.pin("host");
        Thread.ofVirtual().start(bastion::accept);
        return bastion;
    }

    /// Makes clients expect this key of the bastion.
    public void pin(String key) throws IOException {
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:" + listener.getLocalPort() + " " + Files.readString(keys.file(key + ".pub")));
    }

    /// Makes a key that is not the bastion's.
    public void makeKey(String name) {
        keys.key(name, "");
    }

    private Path knownHosts() {
        return keys.file("known_hosts_inside");
    }

    /// The environment that leads a server through this bastion.
    public Map<String, String> variables() {
        return Map.of(
                "SSH_HOST", "127.0.0.1",
                "SSH_PORT", Integer.toString(listener.getLocalPort()),
                "SSH_USER", keys.user(),
                "SSH_KEY_FILE", keys.keyFile().toString(),
                "SSH_KNOWN_HOSTS_FILE", knownHosts().toString());
    }

    /// Kills every session without a word to the client; new ones are served.
    public void killSessions() {
        for (var session : sessions) {
            session.descendants().forEach(ProcessHandle::destroyForcibly);
            session.destroyForcibly();
        }
        sessions.clear();
    }

    /// Sessions that were opened and not killed.
    public int sessions() {
        return sessions.size();
    }

    private void accept() {
        try {
            while (true) serve(listener.accept());
        } catch (IOException e) {
            killSessions();
        }
    }

    private void serve(Socket socket) throws IOException {
        var sshd = new ProcessBuilder(
                        "nsenter",
                        "--net",
                        "--target",
                        Long.toString(inside),
                        "/usr/sbin/sshd",
                        "-i",
                        "-f",
                        keys.file("sshd_config").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        sessions.add(sshd);
        pump(socket.getInputStream(), sshd.getOutputStream());
        pump(sshd.getInputStream(), socket.getOutputStream());
    }

    private static void pump(InputStream from, OutputStream to) {
        Thread.ofVirtual().start(() -> {
            var buffer = new byte[16_384];
            try (from;
                    to) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            } catch (IOException e) {
                // The other side is gone, and so is this one.
            }
        });
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        killSessions();
        keys.close();
    }
}
