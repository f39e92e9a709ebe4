package nexus;

import static java.lang.System.Logger.Level.WARNING;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import nexus.access.audit.Audit;
import nexus.http.PeerClient;
import nexus.mcp.fleet.Fleet;
import nexus.mcp.fleet.Peers;
import nexus.mcp.fleet.Replica;
import nexus.mcp.fleet.Seal;

/// Makes this process one of several, and says where they could not work together.
final class Replicas {
    private static final System.Logger LOG = System.getLogger(Replicas.class.getName());

    private Replicas() {}

    static Fleet join(Settings settings, Opened opened) {
        var fleet = settings.fleet();
        warning(settings).ifPresent(words -> LOG.log(WARNING, words));
        var seal = fleet.sealKeys().isEmpty() ? Seal.random() : new Seal(fleet.keys());
        var self = Replica.starting(fleet.address(settings.ops().port()));
        return new Fleet(seal, self, fleet.podIp().isEmpty() ? Peers.NONE : opened.add(new PeerClient()));
    }

    /// Begins the audit of this process, if there is to be one. Its name in it differs from start to start.
    static Optional<Audit> audit(Settings settings) {
        var host = settings.fleet().podIp().or(() -> Optional.ofNullable(System.getenv("HOSTNAME")));
        var start = UUID.randomUUID().toString().substring(0, 8);
        // Not System.out, which keeps its failures to itself.
        return Audit.open(
                settings.audit(), host.orElse("nexus") + "/" + start, new FileOutputStream(FileDescriptor.out));
    }

    private static Optional<String> warning(Settings settings) {
        var fleet = settings.fleet();
        var mayBeMore = fleet.podIp().isPresent() || System.getenv("KUBERNETES_SERVICE_HOST") != null;
        if (fleet.sealKeys().isEmpty() && mayBeMore) {
            return Optional.of(
                    "NEXUS_SEAL_KEYS is not set: sessions, cursors and confirmations of this replica are good"
                            + " here only, and until it restarts. Give all replicas the same key (openssl rand -base64 32)");
        }
        if (!fleet.sealKeys().isEmpty() && fleet.podIp().isEmpty()) {
            return Optional.of(
                    "POD_IP is not set: other replicas cannot ask this one, so confirmations and answers that"
                            + " reach them are refused");
        }
        return fleet.podIp()
                .filter(ip -> isLoopback(settings.ops().host()) && !isLoopback(ip))
                .map(ip -> "The ops socket listens on " + settings.ops().host() + " only, so other replicas cannot ask"
                        + " this one at " + ip + ": set OPS_HOST");
    }

    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }
}
