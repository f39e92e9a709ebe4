package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.backup.resources.KubePeer;
import nexus.backup.resources.LeaseInCluster;
import nexus.backup.resources.Namespaced;
import nexus.backup.run.LeaseTerms;
import nexus.backup.run.Leases;
import nexus.backup.store.Bucket;
import nexus.backup.testing.Program;
import nexus.backup.testing.S3Peer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a namespace of a real API server into a bucket and back, by the program itself. What is saved is read with an
/// account that has the rights of [Namespaced#ROLE] and no others.
class ResourcesIT {
    private static KubePeer kube;
    private static S3Peer store;

    @TempDir
    private static Path keys;

    private static Path key;
    private static String recipient;

    @TempDir
    private Path folder;

    private Namespaced shop;
    private Program backup;

    @BeforeAll
    static void open() {
        store = S3Peer.start();
        kube = KubePeer.start();
        Namespaced.defineThings(kube);
        key = keys.resolve("key");
        recipient = new Program(keys, Map.of())
                .run("keygen", "--out", key.toString())
                .with(0)
                .strip();
    }

    @AfterAll
    static void close() {
        if (kube != null) {
            Namespaced.forgetThings(kube);
            kube.close();
        }
        if (store != null) store.close();
    }

    @BeforeEach
    void fill() {
        shop = Namespaced.create(kube);
        backup = new Program(folder, store.environment())
                .with("BACKUP_RECIPIENTS", recipient)
                .with("BACKUP_IDENTITY_FILE", key.toString())
                .with("NEXUS_BACKUP_NAME", shop.name())
                .with("NEXUS_BACKUP_RESOURCES_NAMESPACE", shop.name())
                .with("NEXUS_BACKUP_RESOURCES_RELEASE", "nexus")
                .with("NEXUS_BACKUP_RESOURCES_OBJECTS", "configmaps/corporate-ca," + Namespaced.THING + "/thing")
                .with("NEXUS_BACKUP_RESOURCES_SECRETS", "keys,more-keys")
                .with("NEXUS_BACKUP_RESOURCES_HELM_SECRET", "sh.helm.release.v1.nexus.v3")
                .with("NEXUS_BACKUP_LEASE_NAMESPACE", shop.name())
                .with("KUBECONFIG", shop.backupAccount().toString());
    }

    @AfterEach
    void lose() {
        shop.lose();
    }

    private Program restore() {
        return backup.with("KUBECONFIG", kube.kubeconfig().toString());
    }

    private String dump() {
        return backup.run("resources").with(0).strip();
    }

    @Test
    void bringsANamespaceBack() {
        var before = shop.objects();
        var run = dump();
        backup.run("verify", "--kind", "resources", "--depth", "content").with(0);
        shop.lose();

        var missing = restore().run("restore", "--kind", "resources");
        missing.with(3);
        assertTrue(missing.errors().contains("--create-namespace"), missing.errors());
        var preview = restore()
                .run("restore", "--kind", "resources", "--create-namespace", "--dry-run")
                .with(0);
        assertTrue(preview.contains("create Namespace/" + shop.name()), preview);
        assertFalse(shop.isThere());

        var told = restore()
                .run("restore", "--kind", "resources", run, "--create-namespace", "--all")
                .with(0);
        assertTrue(told.contains("created Secret/keys"), told);
        assertEquals(before, shop.objects());
        assertFalse(shop.has("/api/v1/namespaces/NS/secrets/unnamed"), "it was not named");

        var again = restore().run("restore", "--kind", "resources", "--all").with(0);
        assertTrue(again.lines().allMatch(line -> line.startsWith("unchanged ")), again);
    }

    @Test
    void theNextApplyOfHelmGoesOnAsIfNothingHadHappened() {
        shop.applyAsHelm("applied", Map.of("changed", "1", "dropped", "1"));
        dump();
        shop.lose();
        restore()
                .run("restore", "--kind", "resources", "--create-namespace", "--all")
                .with(0);
        shop.applyAsHelm("applied", Map.of("changed", "2"));
        assertEquals(Map.of("changed", "2"), shop.data("applied"));

        shop.set("applied", Map.of("changed", "by hand"));
        restore().run("restore", "--kind", "resources", "--all").with(0);
        shop.applyAsHelm("applied", Map.of("changed", "3"));
        assertEquals(Map.of("changed", "3"), shop.data("applied"));
    }

    @Test
    void aSlipInWhatIsSavedMakesNoRun() {
        var slip = backup.with("NEXUS_BACKUP_RESOURCES_RELEASE", "nexsu").run("resources");
        slip.with(3);
        assertTrue(slip.errors().contains("no object has the label app.kubernetes.io/instance=nexsu"), slip.errors());
        var lost = backup.with("KUBECONFIG", folder.resolve("none").toString()).run("resources");
        lost.with(3);
        assertTrue(lost.errors().contains("KUBECONFIG names " + folder.resolve("none")), lost.errors());
        assertEquals("", backup.run("list", "--json").with(0));
    }

    @Test
    void saysWhereTheReleaseOfHelmIsNotFound() {
        var saved = backup.with("NEXUS_BACKUP_RESOURCES_HELM_SECRET", "sh.helm.release.v1.nexus.v9")
                .run("resources");
        saved.with(0);
        assertTrue(saved.errors().contains("WARNING nexus.backup.ResourcesWord: Left out: helm: "), saved.errors());
    }

    @Test
    void theLabelsOfANamespaceComeBackWhereTheyMayBeRead() {
        shop.allowReadingTheNamespace();
        dump();
        shop.lose();
        restore().run("restore", "--kind", "resources", "--create-namespace").with(0);
        assertEquals("shop", shop.label("team"));
    }

    @Test
    void leavesToHelmWhatHelmMakes() {
        dump();
        shop.lose();
        var ended = restore().run("restore", "--kind", "resources", "--create-namespace");
        assertEquals(
                List.of(
                        "created PersistentVolumeClaim/data",
                        "created Secret/keys",
                        "created Secret/more-keys",
                        "created ConfigMap/corporate-ca",
                        "created ResWidget/thing"),
                ended.with(0).lines().toList());
        assertTrue(ended.errors().contains("Helm makes the rest"), ended.errors());
        assertFalse(shop.has("/apis/apps/v1/namespaces/NS/deployments/nexus"));
    }

    @Test
    void putsBackWhatWasChangedAndKeepsAddresses() {
        dump();
        var before = shop.objects();
        var address = shop.address();
        shop.set("settings", Map.of("mode", "broken"));
        shop.setLabel("/api/v1/namespaces/NS/services/nexus", "more", "1");
        var planned = restore()
                .run("restore", "--kind", "resources", "--all", "--dry-run")
                .with(0);
        assertTrue(
                planned.contains("replace ConfigMap/settings") && planned.contains("replace Service/nexus"), planned);
        var told = restore().run("restore", "--kind", "resources", "--all").with(0);
        assertEquals(
                List.of("replaced ConfigMap/settings", "replaced Service/nexus"),
                told.lines().filter(line -> !line.startsWith("unchanged")).toList());
        assertEquals(before, shop.objects());
        assertEquals(address, shop.address());
    }

    @Test
    void writesNothingWhereOneObjectIsRefused() {
        dump();
        kube.delete(shop.path("/api/v1/namespaces/NS/configmaps/settings"));
        kube.delete(shop.path("/api/v1/namespaces/NS/configmaps/corporate-ca"));
        shop.makeImmutable("corporate-ca", Map.of("ca", "another"));
        var ended = restore().run("restore", "--kind", "resources", "--all");
        ended.with(3);
        assertTrue(ended.errors().contains("refused: ConfigMap/corporate-ca: "), ended.errors());
        assertTrue(ended.errors().contains("immutable"), ended.errors());
        assertTrue(ended.errors().contains("nothing was written"), ended.errors());
        assertFalse(shop.has("/api/v1/namespaces/NS/configmaps/settings"), "something was written");
    }

    @Test
    void takesANewNamespaceAwayAgainWhereOneObjectIsRefused() {
        dump();
        Namespaced.forgetThings(kube);
        try {
            var other = kube.newName();
            var ended = restore().run("restore", "--kind", "resources", "--namespace", other, "--create-namespace");
            ended.with(3);
            assertTrue(ended.errors().contains("the cluster has no ResWidget"), ended.errors());
            assertTrue(Namespaced.isGoing(kube, other), "the namespace stays");
        } finally {
            Namespaced.defineThings(kube);
            shop.makeThing();
        }
    }

    @Test
    void goesOnWhereItEnded() {
        dump();
        kube.delete(shop.path("/api/v1/namespaces/NS/secrets/keys"));
        kube.delete(shop.path("/api/v1/namespaces/NS/secrets/more-keys"));
        // Each of the two would do, and a trial takes no room.
        shop.allowOneMoreSecret();
        var ended = restore().run("restore", "--kind", "resources");
        assertTrue(ended.with(7).contains("created Secret/keys"), ended.output());
        assertTrue(
                ended.errors().contains("Secret/more-keys: ") && ended.errors().contains("the same command goes on"),
                ended.errors());
        kube.delete(shop.path("/api/v1/namespaces/NS/resourcequotas/few"));
        var again = restore().run("restore", "--kind", "resources").with(0);
        assertTrue(again.contains("unchanged Secret/keys"), again);
        assertTrue(again.contains("created Secret/more-keys"), again);
    }

    @Test
    void needsNoMoreRightsThanItsRole() {
        var account = shop.backupCluster();
        assertEquals(403, shop.code(account, "/api/v1/namespaces/NS/secrets"));
        assertEquals(403, shop.code(account, "/api/v1/namespaces/NS/secrets/unnamed"));
        assertEquals(403, shop.code(account, "/api/v1/configmaps"));
        assertEquals(403, shop.code(account, "/api/v1/persistentvolumes"));
        account.close();
        var shown = backup.run("resources", "--dry-run").with(0);
        assertTrue(shown.contains("v1_Secret-" + shop.name() + "-keys.json"), shown);
        assertTrue(shown.contains("helm/values.yaml"), shown);
        assertFalse(shown.contains("unnamed"), shown);
        assertTrue(backup.run("list", "--kind", "resources", "--json").with(0).isEmpty(), "a dry run writes nothing");

        var refused =
                backup.with("NEXUS_BACKUP_RESOURCES_SECRETS", "keys,unnamed").run("resources");
        refused.with(3);
        assertTrue(refused.errors().contains("secrets/unnamed"), refused.errors());
        var absent = backup.with("NEXUS_BACKUP_RESOURCES_OBJECTS", "configmaps/nowhere")
                .run("resources");
        absent.with(3);
        assertTrue(absent.errors().contains("no configmaps/nowhere"), absent.errors());
    }

    @Test
    void saysWhatWasLeftOutAndWhy() {
        var ended = backup.with("NEXUS_BACKUP_RESOURCES_SECRETS", "")
                .with("NEXUS_BACKUP_RESOURCES_HELM_SECRET", "sh.helm.release.v1.nexus.v4")
                .with("NEXUS_BACKUP_RESOURCES_KINDS", "configmaps,pods,gadgets.example.com,secrets")
                .run("resources", "--dry-run")
                .with(0);
        assertTrue(ended.contains("left out: secrets: backup.resources.secrets is empty"), ended);
        assertTrue(ended.contains("left out: helm: "), ended);
        assertTrue(ended.contains("left out: pods: "), ended);
        assertTrue(ended.contains("left out: gadgets.example.com: the cluster has no such kind"), ended);
        assertTrue(ended.contains("left out: ConfigMap/owned: Deployment/nexus makes it"), ended);
    }

    @Test
    void writesDecryptedFilesForItsOwnerAlone() throws IOException {
        dump();
        var out = folder.resolve("out");
        var told = backup.with("KUBECONFIG", "/nowhere")
                .run("restore", "--kind", "resources", "--out", out.toString(), "--all")
                .with(0);
        assertTrue(
                told.lines()
                        .toList()
                        .getLast()
                        .equals("helm upgrade --install nexus REPO/nexus-mcp --version 0.1.0 -n " + shop.name() + " -f "
                                + out.resolve("values.yaml")),
                told);
        assertEquals("mongo:\n  uri: \"mongodb://a\"\nreplicas: 2\n", Files.readString(out.resolve("values.yaml")));
        assertEquals(
                "0.1.0",
                Document.parse(Files.readString(out.resolve("release.json"))).getString("version"));
        try (Stream<Path> files = Files.list(out)) {
            for (var file : files.toList())
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
        var twice = backup.run("restore", "--kind", "resources", "--out", out.toString());
        twice.with(2);
        assertTrue(twice.errors().contains("not empty"), twice.errors());

        shop.lose();
        shop.makeAgain();
        shop.apply(out);
        assertTrue(shop.has("/api/v1/namespaces/NS/secrets/keys")
                && shop.has("/apis/apps/v1/namespaces/NS/deployments/nexus"));
    }

    @Test
    void nothingIsSavedInClear() {
        var run = dump();
        var keys = new ArrayList<String>();
        try (var bucket = store.bucket()) {
            bucket.list(shop.name() + "/resources/" + run + "/", stored -> keys.add(stored.key()));
            assertTrue(keys.size() > 12, keys.toString());
            for (var key : keys) {
                var text = text(bucket, key);
                for (var secret :
                        List.of("hunter2", Base64.getEncoder().encodeToString(bytes("hunter2")), "mongodb://a"))
                    assertFalse(text.contains(secret), key);
                assertEquals(key.endsWith(".age"), text.startsWith("age-encryption.org/v1"), key);
            }
        }
    }

    private static String text(Bucket bucket, String key) {
        try (var object = bucket.read(key)) {
            return new String(object.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneOfTwoAtOnceWritesUnderALeaseOfKubernetes() throws InterruptedException {
        var leased = backup.with("NEXUS_BACKUP_LEASE", "kubernetes");
        var key = shop.name() + "/resources/LEASE";
        var leases = Leases.in(where -> new LeaseInCluster(kube.cluster(), shop.name(), S3Peer.BUCKET, where));
        try (var _ = leases.acquire(key, LeaseTerms.of("somebody"))) {
            var refused = leased.run("resources");
            refused.with(6);
            assertTrue(refused.errors().contains("somebody holds leases.coordination.k8s.io"), refused.errors());
        }
        var one = leased.start("resources");
        var other = leased.start("resources");
        var ends = List.of(one.waitFor(), other.waitFor());
        assertTrue(ends.stream().allMatch(code -> code == 0 || code == 6), ends.toString());
        var runs = backup.run("list", "--kind", "resources", "--json")
                .with(0)
                .lines()
                .map(Document::parse)
                .toList();
        assertEquals(ends.stream().filter(code -> code == 0).count(), runs.size());
        assertTrue(!runs.isEmpty() && runs.stream().allMatch(run -> run.getBoolean("complete")), runs.toString());
    }

    @Test
    void aDamagedRunIsNotRestored() {
        var run = dump();
        var folder = shop.name() + "/resources/" + run + "/k8s/";
        try (var bucket = store.bucket()) {
            bucket.list(folder, stored -> {
                if (stored.key().contains("v1_Secret")) store.damage(stored.key(), 300);
            });
        }
        kube.delete(shop.path("/api/v1/namespaces/NS/configmaps/corporate-ca"));
        var ended = restore().run("restore", "--kind", "resources");
        ended.with(5);
        assertTrue(ended.errors().contains("nothing was written"), ended.errors());
        assertFalse(shop.has("/api/v1/namespaces/NS/configmaps/corporate-ca"));
    }

    @Test
    void optionsOfTheOtherKindAreRefused() {
        var ended = backup.run("restore", "--kind", "resources", "--only", "shop");
        ended.with(2);
        assertTrue(ended.errors().contains("--only means nothing for a run of kind resources"), ended.errors());
        var other = backup.with("MONGO_URI", "mongodb://127.0.0.1:1/").run("restore", "--all");
        other.with(2);
        assertTrue(other.errors().contains("is --kind resources meant?"), other.errors());
    }
}
