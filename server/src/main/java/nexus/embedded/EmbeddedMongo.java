package nexus.embedded;

public final class EmbeddedMongo implements AutoCloseable {
    public static EmbeddedMongo open() {
        return new EmbeddedMongo();
    }

    public String uri() {
        return "mongodb://127.0.0.1:27999";
    }

    public String summary() {
        return "nothing";
    }

    @Override
    public void close() {}
}
