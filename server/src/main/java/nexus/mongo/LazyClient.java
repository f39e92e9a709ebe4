package nexus.mongo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A client that is made when it is first needed, because making one asks the name service. Whoever needs it meanwhile
/// waits for the same attempt, which goes on in a thread of its own when they no longer do; after a failed one the next
/// call makes another.
final class LazyClient implements InvocationHandler {
    private final Supplier<MongoClient> maker;
    private final Duration patience;
    private @Nullable FutureTask<MongoClient> attempt;
    private @Nullable MongoClient client;
    private boolean closed;

    private LazyClient(Supplier<MongoClient> maker, Duration patience) {
        this.maker = maker;
        this.patience = patience;
    }

    /// @param patience how long a call waits for the client to be made
    static MongoClient of(Supplier<MongoClient> maker, Duration patience) {
        return (MongoClient) java.lang.reflect.Proxy.newProxyInstance(
                MongoClient.class.getClassLoader(),
                new Class<?>[] {MongoClient.class},
                new LazyClient(maker, patience));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a client is equal to itself alone
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "toString" -> "LazyClient";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> pass(method, arguments);
        };
    }

    private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(made(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /// @throws MongoException if it cannot be made now, or was not in time
    private MongoClient made() {
        try {
            return current().get(patience.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MongoException failure
                    ? failure
                    : new MongoConfigurationException("the client cannot be made", e.getCause());
        } catch (TimeoutException e) {
            throw new MongoTimeoutException("the client was not made within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoInterruptedException("interrupted while the client was made", e);
        }
    }

    private synchronized FutureTask<MongoClient> current() {
        if (closed) throw new IllegalStateException("the client is closed");
        if (attempt == null || attempt.state() == Future.State.FAILED) {
            attempt = new FutureTask<>(() -> keep(maker.get()));
            Thread.ofVirtual().name("mongo-client").start(attempt);
        }
        return attempt;
    }

    /// One that is made after the end must not stay open.
    private synchronized MongoClient keep(MongoClient made) {
        client = made;
        if (closed) made.close();
        return made;
    }

    private synchronized @Nullable Object close() {
        closed = true;
        if (client != null) client.close();
        return null;
    }
}
