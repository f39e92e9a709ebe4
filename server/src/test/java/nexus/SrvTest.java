package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nexus.mongo.Answer;
import nexus.testing.Eventually;
import nexus.testing.NamePeer;
import nexus.testing.ReplicaSetPeer;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// `mongodb+srv://` with a name server that the bastion alone reaches.
class SrvTest {
    private static final String SERVICE = "_mongodb._tcp.cluster.shop.internal";
    private static final String URI = "mongodb+srv://cluster.shop.internal/?tls=false";

    private SshPeer bastion;
    private NamePeer names;
    private ReplicaSetPeer set;

    @BeforeEach
    void start() throws IOException {
        bastion = SshPeer.knowing("mongo-a.shop.internal", "mongo-b.shop.internal", "mongo.evil.internal");
        names = NamePeer.start();
        set = ReplicaSetPeer.of("mongo-a.shop.internal", "mongo-b.shop.internal");
    }

    @AfterEach
    void stop() {
        if (set != null) set.close();
        if (names != null) names.close();
        if (bastion != null) bastion.close();
    }

    private Link link() {
        return LinkPeer.open(LinkPeer.through(bastion), "uri", URI, "ssh.dns-server", names.address());
    }

    private void list(String host, int port) {
        names.add(SERVICE, Type.SRV, "0 5 " + port + " " + host + ".");
    }

    private static boolean reads(Link link) {
        return LinkPeer.find(link, "shop", "orders") instanceof Answer.Documents;
    }

    @Test
    void theServersAndOptionsComeThroughTheBastion() {
        list("mongo-a.shop.internal", set.member(0).port());
        list("mongo-b.shop.internal", set.member(1).port());
        names.add("cluster.shop.internal", Type.TXT, "\"replicaSet=\" \"rs0\"");
        try (var link = link()) {
            assertEquals(List.of(), names.asked(), "nobody is asked before the first use");
            var answer = LinkPeer.find(link, "shop", "orders");
            assertInstanceOf(Answer.Documents.class, answer, answer::toString);
            assertTrue(names.asked().containsAll(List.of("cluster.shop.internal. TXT", SERVICE + ". SRV")));
        }
    }

    @Test
    void worksOnceTheNameServiceDoes() {
        try (var link = link()) {
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("the name service does not name its servers: it knows no such name"), why);
            list("mongo-a.shop.internal", set.member(0).port());
            Eventually.holds("it reads", () -> reads(link));
        }
    }

    @Test
    void tellsTheReasonOfTheTunnelAndWorksOnceTheBastionIsThere() {
        list("mongo-a.shop.internal", set.member(0).port());
        bastion.stop();
        try (var link = link()) {
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("the name service does not name its servers: "), why);
            assertTrue(why.contains("127.0.0.1:" + bastion.port()), why);
            bastion.restart();
            Eventually.holds("it reads", () -> reads(link));
        }
    }

    @Test
    void aServerOutsideTheDomainOfTheNameIsNotDialled() throws IOException {
        try (var evil = ReplicaSetPeer.of("mongo.evil.internal")) {
            list("mongo-a.shop.internal", set.member(0).port());
            list("mongo.evil.internal", evil.member(0).port());
            try (var link = link()) {
                var why = LinkPeer.failure(link);
                assertTrue(why.contains("one of those it lists is outside the domain of the name in the uri"), why);
                assertEquals(0, evil.member(0).accepted() + set.member(0).accepted());
            }
        }
    }

    record Row(String words, Function<Message, byte[]> manner) {
        @Override
        public String toString() {
            return words;
        }
    }

    static List<Row> useless() {
        return List.of(
                new Row(
                        "it answers SERVFAIL",
                        query -> NamePeer.reply(query, Rcode.SERVFAIL).toWire()),
                new Row(
                        "it answers REFUSED",
                        query -> NamePeer.reply(query, Rcode.REFUSED).toWire()),
                new Row("its answer is cut short", SrvTest::cut),
                new Row("its answer is no DNS message", _ -> new byte[] {1, 2, 3}),
                new Row("its answer belongs to another question", SrvTest::another),
                new Row("its answer belongs to another question", Message::toWire),
                new Row("gave no answer, but hung up", _ -> new byte[0]));
    }

    private static byte[] cut(Message query) {
        var reply = NamePeer.reply(query, Rcode.NOERROR);
        reply.getHeader().setFlag(Flags.TC);
        return reply.toWire();
    }

    private static byte[] another(Message query) {
        var reply = NamePeer.reply(query, Rcode.NOERROR);
        reply.getHeader().setID(query.getHeader().getID() ^ 1);
        return reply.toWire();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("useless")
    void saysWhatIsWrongWithTheNameServer(Row row) {
        names.answers(row.manner());
        try (var link = link()) {
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("the name service does not name its servers: ") && why.contains(row.words()), why);
        }
    }

    @Test
    void startsWhileTheNameServiceIsAwayAndIsReadyOnceItIsThere() throws InterruptedException {
        var variables = Map.ofEntries(
                Map.entry("MONGO_URI", URI),
                Map.entry("SSH_HOST", bastion.host()),
                Map.entry("SSH_PORT", Integer.toString(bastion.port())),
                Map.entry("SSH_USER", bastion.user()),
                Map.entry("SSH_KEY_FILE", bastion.keyFile().toString()),
                Map.entry("SSH_KNOWN_HOSTS_FILE", bastion.knownHostsFile().toString()),
                Map.entry("NEXUS_CONNECTIONS_DEFAULT_SSH_DNS_SERVER", names.address()),
                Map.entry("NEXUS_CONNECTIONS_DEFAULT_HEARTBEAT", "500ms"),
                Map.entry("NEXUS_START_MONGODB_DEADLINE", "2s"));
        try (var nexus = NexusPeer.open(variables)) {
            Eventually.holds("it was looked up", () -> names.asked().size() > 2);
            list("mongo-a.shop.internal", set.member(0).port());
            assertTrue(nexus.nexus().awaitReady(Duration.ofSeconds(30)));
        }
    }
}
