package nexus.backup.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import nexus.backup.store.Bucket;
import nexus.backup.store.Buckets;

/// A holder in a process of its own: takes the lease and prints its fence, or why it cannot; then answers `check` and
/// `close`.
final class LeaseProgram {
    private LeaseProgram() {}

    public static void main(String... args) throws IOException {
        var endpoint = URI.create(System.getenv("NEXUS_BACKUP_STORE_ENDPOINT"));
        var terms = new LeaseTerms(System.getenv("HOLDER"), Duration.parse(System.getenv("PERIOD")));
        try (var bucket = Buckets.open(Buckets.settings(endpoint, System.getenv("NEXUS_BACKUP_STORE_BUCKET")))) {
            hold(bucket, terms);
        } catch (LeaseException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static void hold(Bucket bucket, LeaseTerms terms) throws IOException {
        try (var lease = Leases.in(bucket).acquire(System.getenv("KEY"), terms)) {
            System.out.println(lease.fence());
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while ("check".equals(in.readLine())) System.out.println(check(lease));
        }
        System.out.println("closed");
    }

    private static String check(Lease lease) {
        try {
            lease.check();
            return "held";
        } catch (LeaseException e) {
            return "lost: " + e.getMessage();
        }
    }
}
