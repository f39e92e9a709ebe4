package nexus.tunnel;

import java.util.*;
import nexus.config.Secret;

public final class Tunnel implements AutoCloseable {
    public static Tunnel open(Settings s, Set<Target> t) {
        return new Tunnel();
    }

    public Proxy proxy() {
        return new Proxy(1, "", new Secret(""));
    }

    public void verify(java.time.Duration d) {}

    public Status status() {
        return new Status(State.UP, "");
    }

    public Stats stats() {
        return new Stats(0, 0, 0, 0, java.time.Duration.ZERO);
    }

    public Optional<String> lastRefusal() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
