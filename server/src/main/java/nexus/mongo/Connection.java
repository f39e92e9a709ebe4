package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import nexus.config.Pem;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/// An open way to one MongoDB deployment: a driver's client, its pool and its heartbeat.
public final class Connection implements AutoCloseable {
    // Kept here because the logging of the JDK forgets a logger, and its level, that nobody holds. The driver tells
    // of every socket at "info" and repeats a stack trace at each failed heartbeat; trouble() is one sentence.
    private static final Logger DRIVER = Logger.getLogger("org.mongodb.driver");

    private static final int MOST_MISSED = 3;
    private static final int WARM_SOCKETS = 4;
    private static final int WARM_ROUNDS = 5;

    private final MongoClient client;
    private final Pool pool;
    private final Pulse pulse;
    private final Failures failures;
    private final Reader reader;
    private final Writer writer;
    private final Editor editor;
    private final ChangeStreams changes;
    private final Settings settings;
    private final Events events;

    private Connection(
            MongoClient client, Pool pool, Pulse pulse, Failures failures, Settings settings, Events events) {
        this.client = client;
        this.pool = pool;
        this.pulse = pulse;
        this.failures = failures;
        this.settings = settings;
        this.events = events;
        this.reader = new Reader(client, settings.limits(), failures, events);
        this.writer = new Writer(client, failures, events);
        this.editor = new Editor(client, settings.limits(), new Operations(client, failures, events), writer);
        this.changes = new ChangeStreams(client, pulse, settings.poolSize());
    }

    /// Opens a connection; servers are dialled in the background, so that it opens while they are away.
    ///
    /// @param name what messages call it
    /// @param way  how its servers are reached
    /// @throws DatabaseException if the files of TLS cannot be used
    public static Connection open(String name, Settings settings, Way way, Events events) {
        if (DRIVER.getLevel() == null) DRIVER.setLevel(Level.SEVERE);
        var pool = new Pool(settings.poolSize());
        var pulse = new Pulse();
        try {
            var client = new Driver(settings, way, TlsContext.read(settings.tls()), pool, pulse).client();
            return new Connection(client, pool, pulse, new Failures(name, settings, pulse, pool), settings, events);
        } catch (Pem.Unusable e) {
            throw new DatabaseException("connection " + name + " cannot be opened: " + e.getMessage());
        }
    }

    /// Reads documents.
    public Reader reader() {
        return reader;
    }

    /// Writes documents.
    public Writer writer() {
        return writer;
    }

    /// Changes documents, collections and databases; nothing where the settings say that nobody may.
    public Optional<Editor> editor() {
        return settings.writes() ? Optional.of(editor) : Optional.empty();
    }

    /// Watches collections.
    public ChangeStreams changes() {
        return changes;
    }

    /// Asks a server for a sign of life and returns how long it took.
    ///
    /// @throws DatabaseException if there was none before the deadline
    public Duration ping(Duration deadline) {
        long start = System.nanoTime();
        boolean ok = false;
        try {
            client.getDatabase("admin")
                    .withTimeout(Math.max(deadline.toMillis(), 1), MILLISECONDS)
                    .runCommand(new BsonDocument("ping", new BsonInt32(1)), RawBsonDocument.class);
            ok = true;
        } catch (MongoException e) {
            throw new DatabaseException(failures.sentence(e, "ping", "the server", deadline));
        } finally {
            events.command("ping", Duration.ofNanos(System.nanoTime() - start), ok);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Waits for a sign of life, then opens sockets ahead of the first calls: a burst would wait for each of them, in a
    /// process that is still slow.
    ///
    /// @throws DatabaseException if there was no sign of life before the deadline
    public void prepare(Duration deadline) {
        var left = deadline.minus(ping(deadline));
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Duration> ask = () -> ping(left);
            int sockets = Math.min(WARM_SOCKETS, settings.poolSize());
            for (int i = 0; i < WARM_ROUNDS; i++)
                askers.invokeAll(
                        Collections.nCopies(sockets, ask),
                        left.dividedBy(WARM_ROUNDS).toMillis(),
                        MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The age of the last heartbeat that a usable server answered; since the opening if there was none yet.
    public Duration sinceHeartbeat() {
        return pulse.age();
    }

    /// Whether a usable server has answered one of the last three heartbeats. Asks nobody.
    public boolean isUsable() {
        return pulse.isBeating(settings.pace().heartbeat().multipliedBy(MOST_MISSED));
    }

    /// What was wrong with the last heartbeat, in one sentence; nothing while heartbeats succeed.
    public Optional<String> trouble() {
        return pulse.trouble();
    }

    /// How busy the sockets are.
    public PoolStats pool() {
        return pool.stats();
    }

    /// Ends every watch and closes every socket; operations that run fail.
    @Override
    public void close() {
        changes.close();
        client.close();
    }
}
