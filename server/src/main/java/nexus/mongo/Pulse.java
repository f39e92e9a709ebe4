package nexus.mongo;

import com.mongodb.ReadPreference;
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
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean everBeat;
    private volatile boolean compatible = true;
    private volatile boolean isReadable;
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

    /// The driver's first look at a server is no heartbeat to it, only a change of what it knows.
    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        compatible = event.getNewDescription().isCompatibleWithDriver();
        isReadable = compatible && event.getNewDescription().hasReadableServer(ReadPreference.nearest());
        if (!compatible) trouble = Optional.of("the server speaks a version of the protocol that Nexus does not");
        else if (isReadable) beat();
    }

    private static boolean isUsable(BsonDocument reply) {
        return reply.getBoolean("isWritablePrimary", BsonBoolean.FALSE).getValue()
                || reply.getBoolean("ismaster", BsonBoolean.FALSE).getValue()
                || reply.getBoolean("secondary", BsonBoolean.FALSE).getValue()
                || reply.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
    }
}
