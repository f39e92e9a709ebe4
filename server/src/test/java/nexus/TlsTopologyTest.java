package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import nexus.mongo.Answer;
import nexus.testing.Authority;
import nexus.testing.Eventually;
import nexus.testing.GatePeer;
import nexus.testing.ReplicaSetPeer;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS that knows one private authority and checks the names of the URI, whatever the way.
class TlsTopologyTest {
    private static final String[] NAMES = {"mongo-a.internal", "mongo-b.internal", "mongo-c.internal"};

    @TempDir
    private Path folder;

    private Authority authority;

    @BeforeEach
    void make() {
        authority = Authority.in(folder);
    }

    private String ca() {
        return authority.certificate().toString();
    }

    private static void reads(Link link) {
        var answer = LinkPeer.find(link, "shop", "orders");
        assertInstanceOf(Answer.Documents.class, answer, answer::toString);
    }

    @Test
    void everyMemberIsAskedForByItsOwnName() throws IOException {
        try (var bastion = SshPeer.knowing(NAMES);
                var set = ReplicaSetPeer.overTls(authority, NAMES);
                var link = LinkPeer.open(
                        LinkPeer.through(bastion),
                        "uri",
                        set.uri(1, "replicaSet=rs0&tls=true"),
                        "tls.ca-file",
                        ca(),
                        "ssh.allowed-targets",
                        set.addresses())) {
            reads(link);
            for (int i = 0; i < NAMES.length; i++) {
                var member = set.member(i);
                Eventually.holds(
                        member.name() + " was greeted", () -> !member.askedFor().isEmpty());
                assertEquals(Set.of(member.name()), member.askedFor());
            }
            set.elect(2);
            set.member(0).close();
            reads(link);
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws IOException {
        try (var bastion = SshPeer.knowing("mongo-a.internal", "other.internal");
                var set = ReplicaSetPeer.overTls(authority, "mongo-a.internal");
                var link = LinkPeer.open(
                        LinkPeer.through(bastion),
                        "uri",
                        "mongodb://other.internal:" + set.member(0).port() + "/?directConnection=true&tls=true",
                        "tls.ca-file",
                        ca())) {
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("the server's certificate is made out for another name"), why);
            assertEquals(0, set.member(0).commands());
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws IOException {
        try (var bastion = SshPeer.knowing("mongo-a.internal");
                var set = ReplicaSetPeer.overTls(authority, "mongo-a.internal");
                var link = LinkPeer.open(LinkPeer.through(bastion), "uri", set.uri(1, "replicaSet=rs0&tls=true"))) {
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("name that CA in tls.ca-file"), why);
            assertEquals(0, set.member(0).commands());
        }
    }

    @Test
    void showsItsOwnCertificateToAServerThatAsksForOne() throws IOException {
        authority.issue("nexus", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        try (var set = ReplicaSetPeer.overTls(authority, "localhost")) {
            set.member(0).demandCertificates();
            var uri = set.uri(1, "replicaSet=rs0&tls=true");
            var known = Map.of("uri", uri, "tls.ca-file", ca());
            try (var link = LinkPeer.open(known)) {
                // In TLS 1.3 the server says no after the client thinks that all is well: the words vary with the
                // moment.
                var why = LinkPeer.failure(link);
                assertTrue(why.startsWith("find on shop.orders (connection default) failed: "), why);
            }
            var certificate = authority.file("nexus.pem").toString();
            var key = authority.file("nexus.key").toString();
            try (var link = LinkPeer.open(known, "tls.certificate-file", certificate, "tls.key-file", key)) {
                reads(link);
            }
        }
    }

    @Test
    void aTunnelThatSomeoneElseHoldsOpenChangesNoNames() throws IOException {
        try (var set = ReplicaSetPeer.overTls(authority, "mongo-a.internal");
                var relay = GatePeer.to("mongodb://127.0.0.1:" + set.member(0).port())) {
            var port = relay.uri().replaceAll(".*:(\\d+)/.*", "$1");
            var way = Map.of("tunnel.host", "127.0.0.1", "tunnel.port", port, "tls.ca-file", ca());
            var uri = "mongodb://mongo-a.internal:27017/?directConnection=true&tls=true";
            try (var link = LinkPeer.open(way, "uri", uri)) {
                reads(link);
                assertEquals(Set.of("mongo-a.internal"), set.member(0).askedFor());
            }
            try (var link = LinkPeer.open(way, "uri", uri.replace("mongo-a", "mongo-b"))) {
                var why = LinkPeer.failure(link);
                assertTrue(why.contains("the server's certificate is made out for another name"), why);
            }
        }
    }
}
