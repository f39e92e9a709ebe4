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
    static final Settings.Lanes LANES = new Settings.Lanes(2 << 20, 8 << 20, 16, 64 << 20);

    private TunnelPeer() {}

    static Settings.Ssh settings(SshPeer peer) {
        return settings(peer, peer.keyFile(), Optional.empty());
    }

    static Settings.Ssh settings(SshPeer peer, Path key, Optional<Path> passphrase) {
        return settings(
                peer, new Settings.Login(peer.user(), key, passphrase, Optional.empty(), peer.knownHostsFile()));
    }

    static Settings.Ssh settings(SshPeer peer, Settings.Login login) {
        return settings(List.of(new Settings.Hop(peer.host(), peer.port(), login)), LANES);
    }

    static Settings.Ssh settings(List<Settings.Hop> hops, Settings.Lanes lanes) {
        var pace = new Settings.Pace(seconds(8), seconds(3), seconds(5), 2, Duration.ofMillis(100), seconds(60));
        return new Settings.Ssh(hops, pace, lanes, List.of(), Optional.empty());
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    /// As [#settings], but a silent bastion counts as dead after seconds.
    static Settings.Ssh impatient(SshPeer peer) {
        var usual = settings(peer);
        var pace = new Settings.Pace(seconds(8), seconds(3), seconds(1), 1, Duration.ofMillis(100), seconds(60));
        return new Settings.Ssh(usual.hops(), pace, LANES, List.of(), Optional.empty());
    }

    static Tunnel open(SshPeer peer, FarEnd... ends) {
        return Tunnel.open(settings(peer), targets(ends));
    }

    static Set<Target> targets(FarEnd... ends) {
        return Set.copyOf(List.of(ends).stream().map(FarEnd::target).toList());
    }
}
