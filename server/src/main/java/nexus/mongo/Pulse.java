package nexus.mongo;

import com.mongodb.ReadPreference;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerMonitorListener;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// Remembers when a usable server last answered the driver's heartbeat, and what was wrong since.
final class Pulse implements ServerMonitorListener, ClusterListener {
    private static final int WIRE_OF_4_4 = 9;

    private volatile long lastNanos = System.nanoTime();
    private volatile boolean everBeat;
    private volatile boolean compatible = true;
    private volatile boolean isReadable;
    private volatile boolean takesComments;
    private volatile boolean hasChangeStreams;
    private volatile Optional<String> trouble = Optional.empty();

    /// Since the last heartbeat, or since the start if there was none yet.
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }

    boolean isBeating(Duration within) {
        return everBeat && age().compareTo(within) <= 0;
    }

    /// What was wrong last; nothing while a server can be read, whatever its neighbours do.
    Optional<String> trouble() {
        return isReadable ? Optional.empty() : trouble;
    }

    /// Whether every server that was seen is of MongoDB 4.4 or newer, so that any command may carry a comment.
    boolean takesComments() {
        return takesComments;
    }

    /// Whether the deployment is a replica set or a sharded cluster, as far as it was seen.
    boolean hasChangeStreams() {
        return hasChangeStreams;
    }

    @Override
    public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
        if (!compatible) return;
        if (!isUsable(event.getReply())) {
            trouble = Optional.of("a server answers, but it is neither primary nor secondary nor a router yet");
            return;
        }
        beat();
    }

    private void beat() {
        lastNanos = System.nanoTime();
        everBeat = true;
        trouble = Optional.empty();
    }

    @Override
    public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
        trouble = Optional.of(Failures.cause(event.getThrowable()));
    }

    /// Remembers that the name service was of no use.
    void missed(NameException cause) {
        trouble = Optional.of(Failures.cause(cause));
    }

    /// The driver's first look at a server is no heartbeat to it, only a change of what it knows.
    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        compatible = event.getNewDescription().isCompatibleWithDriver();
        isReadable = compatible && event.getNewDescription().hasReadableServer(ReadPreference.nearest());
        if (!compatible) trouble = Optional.of("the server speaks a version of the protocol that Nexus does not");
        else if (isReadable) beat();
        look(event.getNewDescription());
    }

    /// What was seen once is kept while no server answers.
    private void look(ClusterDescription cluster) {
        if (cluster.getType() == ClusterType.UNKNOWN) return;
        hasChangeStreams = cluster.getType() != ClusterType.STANDALONE;
        var seen = cluster.getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .toList();
        if (!seen.isEmpty())
            takesComments = seen.stream().allMatch(server -> server.getMaxWireVersion() >= WIRE_OF_4_4);
    }

    private static boolean isUsable(BsonDocument reply) {
        return reply.getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue()
                || reply.getBoolean("ismaster", BsonBoolean.FALSE).getValue()
                || reply.getBoolean("secondary", BsonBoolean.FALSE).getValue()
                || reply.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
    }
}
