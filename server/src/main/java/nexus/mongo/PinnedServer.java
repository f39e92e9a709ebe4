package nexus.mongo;

import static java.util.Comparator.comparingLong;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.selector.ServerSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stays with the server it chose first, the nearest of those that suit, for as long as that one suits: a cursor is
/// known to one server alone.
final class PinnedServer implements ServerSelector {
    private @Nullable ServerAddress chosen;

    @Override
    public synchronized List<ServerDescription> select(ClusterDescription suitable) {
        var servers = suitable.getServerDescriptions();
        var same = servers.stream()
                .filter(server -> server.getAddress().equals(chosen))
                .toList();
        if (!same.isEmpty()) return same;
        var nearest = servers.stream().min(comparingLong(ServerDescription::getRoundTripTimeNanos));
        nearest.ifPresent(server -> chosen = server.getAddress());
        return nearest.stream().toList();
    }
}
