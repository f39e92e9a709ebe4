package nexus.bench;

import com.mongodb.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nexus.tunnel.Settings;

/// OpenSSH's server with keys of its own, as a child; the user who runs this may log in.
final class Bastion implements AutoCloseable {
    /// As configured by default, but for the eight channels whose memory is measured.
    static final Settings.Lanes LANES = new Settings.Lanes(2 << 20, 8 << 20, 8, 64 << 20);

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String HOST = "127.0.0.1";
    private static final Duration LONGEST_START = Duration.ofSeconds(15);

    private final Path folder;
    private final int port;
    private final Opened open = new Opened();

    private Bastion(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static Bastion start() throws IOException, InterruptedException {
        if (!Files.isExecutable(SSHD)) throw new IOException(SSHD + " is missing. Debian: apt install openssh-server");
        var bastion = new Bastion(Files.createTempDirectory("nexus-bench"), Child.freePort());
        try {
            bastion.launch();
            return bastion;
        } catch (IOException | InterruptedException | RuntimeException e) {
            bastion.close();
            throw e;
        }
    }

    private void launch() throws IOException, InterruptedException {
        folder.toFile().deleteOnExit();
        for (var key : List.of("host", "user")) makeKey(key);
        write("authorized_keys", "restrict,port-forwarding " + Files.readString(folder.resolve("user.pub")));
        write("sshd_config", """
                Port %d
                ListenAddress %s
                HostKey %s/host
                AuthorizedKeysFile %3$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                """.formatted(port, HOST, folder));
        // As root it does not start without this folder.
        if (Files.isWritable(Path.of("/run"))) Files.createDirectories(Path.of("/run/sshd"));
        launch("sshd", port, List.of(SSHD.toString(), "-D", "-e", "-f", folder + "/sshd_config"));
    }

    private void makeKey(String name) throws IOException, InterruptedException {
        var command = List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/" + name);
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("ssh-keygen makes no key");
        }
        folder.resolve(name).toFile().deleteOnExit();
        folder.resolve(name + ".pub").toFile().deleteOnExit();
    }

    private void write(String name, String text) throws IOException {
        folder.resolve(name).toFile().deleteOnExit();
        Files.writeString(folder.resolve(name), text);
    }

    /// Starts a program and waits until it listens.
    private void launch(String name, int listening, List<String> command) throws IOException, InterruptedException {
        var log = folder.resolve(name + ".log");
        log.toFile().deleteOnExit();
        var child = open.keep(Child.startLeashed(log, command));
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isListening(listening)) {
            if (!child.isAlive() || System.nanoTime() > end) {
                throw new IOException(name + " does not start: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
    }

    private static boolean isListening(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    ServerAddress address() {
        return new ServerAddress(HOST, port);
    }

    /// Where the keys are.
    Path folder() {
        return folder;
    }

    /// Makes the server known under the ports through which it is reached.
    void pin(Collection<Integer> ports) throws IOException {
        var key = Files.readString(folder.resolve("host.pub"));
        var lines =
                ports.stream().map(each -> "[" + HOST + "]:" + each + " " + key).toList();
        write("known_hosts", String.join("", lines));
    }

    /// Starts `ssh -L`, which keeps the defaults of OpenSSH.
    ///
    /// @param through port under which the server is reached
    /// @return the port that leads to the target
    int forward(int through, ServerAddress target) throws IOException, InterruptedException {
        int local = Child.freePort();
        var command = new ArrayList<>(List.of("ssh", "-F", "none", "-N", "-p", Integer.toString(through)));
        command.addAll(List.of("-i", folder + "/user", "-L", HOST + ":" + local + ":" + target));
        Stream.of(
                        "IdentitiesOnly=yes",
                        "BatchMode=yes",
                        "StrictHostKeyChecking=yes",
                        "UserKnownHostsFile=" + folder + "/known_hosts",
                        "GlobalKnownHostsFile=/dev/null",
                        "ExitOnForwardFailure=yes")
                .forEach(option -> command.addAll(List.of("-o", option)));
        command.add(user() + "@" + HOST);
        launch("ssh-" + through, local, command);
        return local;
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    /// What Nexus needs to be told to reach the server under a port.
    Settings.Ssh settings(int through) {
        return settings(folder, through);
    }

    /// As [#settings(int)], in another process.
    static Settings.Ssh settings(Path folder, int through) {
        var login = new Settings.Login(
                user(), folder.resolve("user"), Optional.empty(), Optional.empty(), folder.resolve("known_hosts"));
        var pace = new Settings.Pace(seconds(8), seconds(3), seconds(5), 2, seconds(10), seconds(60));
        var hop = new Settings.Hop(HOST, through, login);
        return new Settings.Ssh(List.of(hop), pace, LANES, List.of(), Optional.empty());
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    @Override
    public void close() {
        open.close();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
