package nexus.tunnel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nexus.config.Section;

/// How a MongoDB that cannot be dialled directly is reached.
public sealed interface Settings permits Settings.Ssh, Settings.External {
    /// Targets that may be asked for beside those the tunnel is opened with.
    List<TargetPattern> allowedTargets();

    /// Through a bastion, over SSH sessions of our own.
    ///
    /// @param window bytes in flight per channel: throughput is at most this per round trip
    record Ssh(String host, int port, Login login, Pace pace, int window, List<TargetPattern> allowedTargets)
            implements Settings {
        public Ssh {
            allowedTargets = List.copyOf(allowedTargets);
        }

        /// The bastion as an operator writes it.
        String where() {
            return host + ":" + port;
        }
    }

    /// Through a tunnel someone else holds open: whatever is asked for, this address is dialled.
    record External(String host, int port, Duration openTimeout, List<TargetPattern> allowedTargets)
            implements Settings {
        public External {
            allowedTargets = List.copyOf(allowedTargets);
        }
    }

    /// Who we are to the bastion and how we know it.
    record Login(String user, Path keyFile, Optional<Path> passphraseFile, Path knownHostsFile) {}

    /// How long things may take.
    ///
    /// @param keepaliveMisses unanswered keepalives until the session counts as dead
    record Pace(Duration connectTimeout, Duration openTimeout, Duration keepalive, int keepaliveMisses) {}

    /// Reads `connections.NAME`; nothing where neither `ssh.host` nor `tunnel.host` is set.
    static Optional<Settings> read(Section connection) {
        return SettingsReader.read(connection);
    }
}
