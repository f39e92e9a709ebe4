package nexus.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClients;
import java.util.UUID;
import nexus.testing.Eventually;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/// The tunnel's image before the bastion and the database of the demo's image.
@Tag("docker")
class TunnelIT {
    private static final int MONGO = 27017;

    private final String keys = "nexus-test-" + UUID.randomUUID();
    private Network network;
    private GenericContainer<?> bastion;
    private GenericContainer<?> database;
    private GenericContainer<?> tunnel;

    @BeforeAll
    static void assumeBuilt() {
        Images.assumeBuilt();
    }

    @BeforeEach
    void start() {
        network = Network.newNetwork();
        var made = Images.ended(Images.mount(Images.restricted("nexus-demo", "keys"), keys, "/keys"), 0);
        assertTrue(made.output().contains("nexus_"), made.output());
        database = Images.watched(Images.named("database", network, "nexus-demo", "database"), "demo", "healthy");
        bastion = Images.watched(
                Images.mount(Images.named("bastion", network, "nexus-demo", "bastion"), keys, "/keys"),
                "demo",
                "healthy");
        tunnel = Images.restarting(Images.watched(
                        Images.mount(Images.named("tunnel", network, "nexus-ssh-tunnel"), keys, "/etc/nexus/ssh"),
                        "healthy"))
                .withEnv("SSH_HOST", "bastion")
                .withEnv("SSH_PORT", "2222")
                .withEnv("SSH_USER", "nexus")
                .withEnv("REMOTE_HOST", "database")
                .withEnv("LOCAL_ADDRESS", "0.0.0.0")
                .withExposedPorts(MONGO);
        database.start();
        bastion.start();
        Images.awaitHealth(database, "healthy");
        Images.awaitHealth(bastion, "healthy");
        tunnel.start();
    }

    @AfterEach
    void stop() {
        for (var container : new GenericContainer<?>[] {tunnel, bastion, database}) {
            if (container != null) container.stop();
        }
        if (network != null) network.close();
        Images.docker().removeVolumeCmd(keys).exec();
    }

    @Test
    void aDriverWorksThroughItAndABastionThatCameBackIsFoundAgain() {
        Images.awaitHealth(tunnel, "healthy");
        assertEquals(20_000, orders());
        writes();
        Images.docker().killContainerCmd(bastion.getContainerId()).exec();
        Eventually.holds(
                "the tunnel is not healthy any more",
                () -> !Images.health(tunnel).equals("healthy"));
        Images.docker().startContainerCmd(bastion.getContainerId()).exec();
        Images.awaitHealth(tunnel, "healthy");
        assertEquals(20_000, orders());
    }

    private String uri() {
        return "mongodb://" + tunnel.getHost() + ":" + Images.port(tunnel, MONGO)
                + "/?directConnection=true&serverSelectionTimeoutMS=10000";
    }

    private long orders() {
        try (var client = MongoClients.create(uri())) {
            return client.getDatabase("shop").getCollection("orders").countDocuments();
        } catch (MongoException e) {
            throw new AssertionError(tunnel.getLogs(), e);
        }
    }

    /// Tests with data of their own need it.
    private void writes() {
        try (var client = MongoClients.create(uri())) {
            var collection = client.getDatabase("own").getCollection("things");
            collection.insertOne(new Document("_id", 7));
            assertEquals(new Document("_id", 7), collection.find().first());
        }
    }
}
