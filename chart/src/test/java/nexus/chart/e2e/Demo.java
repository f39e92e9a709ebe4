package nexus.chart.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// A bastion and a database as pods, and the Secret that the chart wants, made from their keys.
final class Demo {
    private static final Duration UP = Duration.ofSeconds(90);
    private static final int SEAL_KEY_BYTES = 32;

    private final Space space;
    private final String token;

    private Demo(Space space, String token) {
        this.space = space;
        this.token = token;
    }

    /// Starts both and waits for them.
    static Demo start(Space space) {
        return start(space, "512Mi");
    }

    /// The same.
    ///
    /// @param memory the database's limit
    static Demo start(Space space, String memory) {
        var image = space.site().image("nexus-demo");
        space.apply("keys.yaml", "{{image}}", image);
        space.kubectl(
                        "wait",
                        "--for=jsonpath={.status.phase}=Succeeded",
                        "pod/keys",
                        "--timeout=" + UP.toSeconds() + "s")
                .orFail();
        var keys = keys(space);
        Kubectl.apply(space.name(), secret("demo-keys", keys));
        space.apply("demo.yaml", "{{image}}", image, "{{memory}}", memory);
        Kubectl.apply(space.name(), secret("nexus-secrets", forNexus(keys)));
        space.awaitRollout("bastion", UP);
        space.awaitRollout("database", UP);
        return new Demo(space, text(keys, "token").strip());
    }

    /// Files that the image made, in Base64.
    private static Map<String, String> keys(Space space) {
        return space.kubectl("logs", "pod/keys")
                .orFail()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static String text(Map<String, String> keys, String name) {
        return new String(Base64.getDecoder().decode(keys.get(name)), StandardCharsets.UTF_8);
    }

    private static Map<String, String> forNexus(Map<String, String> keys) {
        var seal = new byte[SEAL_KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(seal);
        return Map.of(
                "ssh-key", keys.get("key"),
                "known_hosts", keys.get("known_hosts"),
                "tokens", keys.get("tokens"),
                "test-token", base64(text(keys, "token").strip()),
                "ssh-host", base64("bastion"),
                "mongo-uri", base64("mongodb://database:27017/"),
                "seal-keys", base64(Base64.getEncoder().encodeToString(seal)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(String name, Map<String, String> data) {
        var lines = data.entrySet().stream()
                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: " + name + "}\ndata:\n" + lines;
    }

    /// A bearer token that the Secret knows.
    String token() {
        return token;
    }

    /// Where a driver reaches the database from this machine.
    String databaseUri() {
        return "mongodb://" + space.site().address() + ":" + space.nodePort("database", "mongodb") + "/";
    }

    /// Deletes the bastion's pod and waits for the next one.
    void replaceBastion() {
        space.kubectl("delete", "pod", "--selector", "app=bastion", "--grace-period=1", "--timeout=60s")
                .orFail();
        space.awaitRollout("bastion", UP);
    }
}
