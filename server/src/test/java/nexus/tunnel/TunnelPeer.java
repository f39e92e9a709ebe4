package nexus.tunnel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nexus.testing.SshPeer;

/// Settings that fit an [SshPeer].
final class TunnelPeer {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private TunnelPeer() {}

    static Settings.Ssh settings(SshPeer peer) {
        return settings(peer, peer.keyFile(), Optional.empty());
    }

    static Settings.Ssh settings(SshPeer peer, Path key, Optional<Path> passphrase) {
        var login = new Settings.Login(peer.user(), key, passphrase, peer.knownHostsFile());
        var second = Duration.ofSeconds(1);
        var pace = new Settings.Pace(second.multipliedBy(8), second.multipliedBy(3), second.multipliedBy(5), 2);
        return new Settings.Ssh(peer.host(), peer.port(), login, pace, 2 << 20, List.of());
    }

    /// As [#settings], but a silent bastion counts as dead after seconds.
    static Settings.Ssh impatient(SshPeer peer) {
        var usual = settings(peer);
        var pace =
                new Settings.Pace(usual.pace().connectTimeout(), usual.pace().openTimeout(), Duration.ofSeconds(1), 1);
        return new Settings.Ssh(usual.host(), usual.port(), usual.login(), pace, usual.window(), List.of());
    }

    static Tunnel open(SshPeer peer, FarEnd... ends) {
        return Tunnel.open(settings(peer), targets(ends));
    }

    static Set<Target> targets(FarEnd... ends) {
        return Set.copyOf(List.of(ends).stream().map(FarEnd::target).toList());
    }
}
