package nexus.tunnel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.config.Section;

/// How a MongoDB that cannot be dialled directly is reached.
public sealed interface Settings permits Settings.Ssh, Settings.External {
    /// Short names of environment variables for the connection `default`.
    Map<String, String> ALIASES = Map.of(
            "SSH_HOST", "connections.default.ssh.host",
            "SSH_PORT", "connections.default.ssh.port",
            "SSH_USER", "connections.default.ssh.user",
            "SSH_KEY_FILE", "connections.default.ssh.key-file",
            "SSH_KEY_PASSPHRASE_FILE", "connections.default.ssh.key-passphrase-file",
            "SSH_KNOWN_HOSTS_FILE", "connections.default.ssh.known-hosts-file",
            "SSH_TUNNEL_HOST", "connections.default.tunnel.host",
            "SSH_TUNNEL_PORT", "connections.default.tunnel.port");

    /// Targets that may be asked for beside those the tunnel is opened with.
    List<TargetPattern> allowedTargets();

    /// Through a bastion, over SSH sessions of our own.
    ///
    /// @param hops      jump hosts in the order they are passed, then the bastion; at least one
    /// @param dnsServer asked for SRV and TXT records through the bastion; without it the local name service is
    record Ssh(List<Hop> hops, Pace pace, Lanes lanes, List<TargetPattern> allowedTargets, Optional<Target> dnsServer)
            implements Settings {
        public Ssh {
            hops = List.copyOf(hops);
            allowedTargets = List.copyOf(allowedTargets);
        }

        /// The last SSH server, which reaches the database.
        public Hop bastion() {
            return hops.getLast();
        }
    }

    /// Through a tunnel someone else holds open: whatever is asked for, this address is dialled.
    record External(String host, int port, Duration openTimeout, List<TargetPattern> allowedTargets)
            implements Settings {
        public External {
            allowedTargets = List.copyOf(allowedTargets);
        }
    }

    /// An SSH server on the way.
    record Hop(String host, int port, Login login) {
        /// The server as an operator writes it.
        public String where() {
            return host + ":" + port;
        }
    }

    /// Who we are to an SSH server and how we know it.
    ///
    /// @param certificateFile signed by a CA that the server trusts; the key alone is offered without it
    record Login(
            String user,
            Path keyFile,
            Optional<Path> passphraseFile,
            Optional<Path> certificateFile,
            Path knownHostsFile) {}

    /// How long things may take.
    ///
    /// @param keepaliveMisses unanswered keepalives until the session counts as dead
    /// @param watch           how often the files of the logins are looked at
    /// @param drain           how long connections may stay on a session that new files have replaced
    record Pace(
            Duration connectTimeout,
            Duration openTimeout,
            Duration keepalive,
            int keepaliveMisses,
            Duration watch,
            Duration drain) {
        /// After this a bastion is asked for a sign of life.
        Duration longestSilence() {
            return keepalive.multipliedBy(keepaliveMisses);
        }
    }

    /// What the two lanes may hold.
    ///
    /// @param window       bytes in flight per channel: throughput is at most this per round trip
    /// @param bulkWindow   the same for the bulk lane
    /// @param bulkChannels most channels of the bulk lane at once
    /// @param buffer       bytes kept in each lane for clients that read slower than the bastion sends
    record Lanes(int window, int bulkWindow, int bulkChannels, int buffer) {}

    /// Reads `connections.NAME`; nothing where neither `ssh.host` nor `tunnel.host` is set.
    static Optional<Settings> read(Section connection) {
        return SettingsReader.read(connection);
    }
}
