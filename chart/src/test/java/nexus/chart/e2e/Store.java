package nexus.chart.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// An S3 server in a namespace, the Secret that opens it, and a pair of keys for what lies in it.
final class Store {
    private static final Duration UP = Duration.ofSeconds(90);
    private static final Pattern PUBLIC = Pattern.compile("# public key: (age1\\S+)");
    private static final Pattern SECRET = Pattern.compile("AGE-SECRET-KEY-\\S+");

    private final Space space;
    private final String identity;

    private Store(Space space, String identity) {
        this.space = space;
        this.identity = identity;
    }

    /// Starts it, or skips the test and says so.
    static Store start(Space space) {
        var image = System.getenv("NEXUS_CLUSTER_S3");
        Site.assume(image != null, "no image of an S3 server: ops/e2e --help tells how to get one (NEXUS_CLUSTER_S3)");
        space.apply("store.yaml", "{{image}}", image);
        space.apply("keygen.yaml", "{{image}}", space.site().image("nexus-mcp"));
        space.kubectl(
                        "wait",
                        "--for=jsonpath={.status.phase}=Succeeded",
                        "pod/keygen",
                        "--timeout=" + UP.toSeconds() + "s")
                .orFail();
        var pair = space.kubectl("logs", "pod/keygen").orFail();
        space.kubectl(
                        "create",
                        "secret",
                        "generic",
                        "nexus-backup",
                        "--from-literal=AWS_ACCESS_KEY_ID=e2e",
                        "--from-literal=AWS_SECRET_ACCESS_KEY=e2e-secret",
                        "--from-literal=bucket=backups",
                        "--from-literal=recipients=" + found(PUBLIC, pair, 1))
                .orFail();
        space.awaitRollout("store", UP);
        return new Store(space, found(SECRET, pair, 0));
    }

    private static String found(Pattern pattern, String text, int group) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) throw new AssertionError("keygen has printed no " + pattern);
        return matcher.group(group);
    }

    /// Values of the chart that lead to it.
    static String[] values() {
        return new String[] {
            "replicaCount=1",
            "backup.enabled=true",
            "backup.store.endpoint=http://store:9000",
            "backup.store.pathStyle=true",
            "backup.store.existingSecret=nexus-backup",
            "backup.store.keys.bucket=bucket",
            "backup.store.keys.recipients=recipients"
        };
    }

    /// Brings the secret key into the cluster, as the operator does before a restore.
    void unlock(String secret) {
        try {
            var file = Files.createTempFile("identity", ".key");
            try {
                Files.writeString(file, identity + "\n");
                space.kubectl("create", "secret", "generic", secret, "--from-file=identity=" + file)
                        .orFail();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How `ops/backup` on this machine reaches it and opens what lies in it.
    Map<String, String> environment(Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("identity.key"), identity + "\n");
        return Map.of(
                "BACKUP_BUCKET", "backups",
                "BACKUP_IDENTITY_FILE", file.toString(),
                "AWS_ACCESS_KEY_ID", "e2e",
                "AWS_SECRET_ACCESS_KEY", "e2e-secret",
                "NEXUS_BACKUP_STORE_ENDPOINT", "http://" + space.site().address() + ":" + space.nodePort("store", "s3"),
                "NEXUS_BACKUP_STORE_PATH_STYLE", "true");
    }

    /// Changes one byte in the middle of each object of documents, as a disk does that nobody watches.
    void damage() {
        var script = "for f in $(find /data/backups -name '*.bson.gz.age'); do"
                + " printf X | dd of=\"$f\" bs=1 seek=$(($(stat -c %s \"$f\") / 2)) conv=notrunc status=none; done";
        space.kubectl("exec", "deploy/store", "-c", "store", "--", "sh", "-c", script)
                .orFail();
    }
}
