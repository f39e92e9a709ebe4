package nexus.mongo;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the driver knows of the servers, in words.
record Topology(ClusterDescription cluster) {
    List<ServerDescription> servers() {
        return cluster.getServerDescriptions().stream()
                .sorted(Comparator.comparing(server -> server.getAddress().toString()))
                .toList();
    }

    private Optional<ServerDescription> first() {
        return servers().stream().filter(ServerDescription::isOk).findFirst();
    }

    boolean isAnswering() {
        return first().isPresent();
    }

    boolean isUsable() {
        return isAnswering() && cluster.isCompatibleWithDriver();
    }

    /// Whether a server has answered, or none will.
    boolean isSettled() {
        return isAnswering() || (!servers().isEmpty() && isComplete());
    }

    /// Whether each server has answered or failed.
    boolean isComplete() {
        return servers().stream().allMatch(server -> server.isOk() || server.getException() != null);
    }

    boolean lacksPrimary() {
        return cluster.getType() == ClusterType.REPLICA_SET && primary().isEmpty();
    }

    private Optional<ServerDescription> primary() {
        return servers().stream().filter(ServerDescription::isPrimary).findFirst();
    }

    /// A member and what it is.
    String describe(ServerDescription server) {
        var role = switch (server.getType()) {
            case REPLICA_SET_PRIMARY -> "primary";
            case REPLICA_SET_SECONDARY -> "secondary";
            case REPLICA_SET_ARBITER -> "arbiter";
            case SHARD_ROUTER -> "router";
            case STANDALONE -> "alone";
            default -> "other";
        };
        return server.getAddress() + " " + role;
    }

    @Override
    public String toString() {
        if (first().isEmpty()) return "no server";
        var version = "MongoDB " + WireVersion.release(first().get().getMaxWireVersion());
        var set = Optional.ofNullable(first().get().getSetName());
        return switch (cluster.getType()) {
            case REPLICA_SET ->
                version + ", replica set " + set.orElse("")
                        + primary()
                                .map(server -> ", primary " + server.getAddress())
                                .orElse("");
            case SHARDED -> version + ", sharded";
            default -> version + set.map(name -> ", one member of " + name).orElse(", stands alone");
        };
    }
}
