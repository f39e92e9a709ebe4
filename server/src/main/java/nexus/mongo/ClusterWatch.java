package nexus.mongo;

import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import com.mongodb.event.ServerDescriptionChangedEvent;
import com.mongodb.event.ServerListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// What the driver knows of the servers, to be waited for.
final class ClusterWatch implements ClusterListener, ServerListener {
    private ClusterDescription now =
            new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.UNKNOWN, List.of());
    private boolean wasTold;
    private Optional<String> set = Optional.empty();

    @Override
    public synchronized void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        now = event.getNewDescription();
        wasTold = true;
        notifyAll();
    }

    /// The driver leaves out servers of another set without a word.
    @Override
    public synchronized void serverDescriptionChanged(ServerDescriptionChangedEvent event) {
        var seen = event.getNewDescription();
        if (seen.isOk()) set = Optional.of(Objects.requireNonNullElse(seen.getSetName(), ""));
        notifyAll();
    }

    /// The replica set that a server has named; empty text for one that stands alone.
    synchronized Optional<String> set() {
        return set;
    }

    /// What is known once it satisfies `wanted`, or when the time is over.
    synchronized ClusterDescription await(Duration patience, Predicate<ClusterDescription> wanted) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!wasTold || !wanted.test(now)) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) break;
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return now;
    }
}
