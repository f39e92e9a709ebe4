package nexus.bench;

import java.io.IOException;
import java.util.Optional;
import nexus.embedded.EmbeddedMongo;

/// The database in a process of its own, so that its cost is not booked on anybody else: prints its URI and ends with
/// its input.
final class Database {
    private Database() {}

    /// The database that was named to be used instead.
    static Optional<String> named() {
        return Optional.ofNullable(System.getenv("MONGODB_TEST_URI")).filter(uri -> !uri.isBlank());
    }

    public static void main(String... arguments) throws IOException {
        try (var mongo = EmbeddedMongo.open()) {
            System.out.println(mongo.uri());
            while (System.in.read() >= 0) {}
        }
    }
}
