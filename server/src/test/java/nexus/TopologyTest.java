package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import nexus.mongo.Answer;
import nexus.testing.Eventually;
import nexus.testing.Member;
import nexus.testing.ReplicaSetPeer;
import nexus.testing.SshPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deployments of several servers whose names the bastion alone can look up.
class TopologyTest {
    private static final String[] NAMES = {"mongo-a.internal", "mongo-b.internal", "mongo-c.internal"};

    private SshPeer bastion;

    @BeforeEach
    void start() {
        bastion = SshPeer.knowing("mongo-a.internal", "mongo-b.internal", "mongo-c.internal", "elsewhere.internal");
    }

    @AfterEach
    void stop() {
        if (bastion != null) bastion.close();
    }

    private Link link(String uri, String allowed) {
        return LinkPeer.open(LinkPeer.through(bastion), "uri", uri, "ssh.allowed-targets", allowed);
    }

    private static void reads(Link link) {
        var answer = LinkPeer.find(link, "shop", "orders");
        assertInstanceOf(Answer.Documents.class, answer, answer::toString);
    }

    private static int commands(Member member) {
        return member.commands();
    }

    @Test
    void nobodyButTheBastionKnowsTheNames() {
        assertThrows(UnknownHostException.class, () -> InetAddress.getByName(NAMES[0]));
    }

    @Test
    void findsAllMembersFromOneSeedAndGoesOnWithAnotherPrimary() throws IOException {
        try (var set = ReplicaSetPeer.of(NAMES);
                var link = link(set.uri(1, "replicaSet=rs0"), set.addresses())) {
            reads(link);
            assertTrue(commands(set.member(0)) > 0);
            Eventually.holds("all members are known", () -> set.member(2).accepted() > 0);
            set.elect(1);
            set.member(0).close();
            reads(link);
            assertTrue(commands(set.member(1)) > 0);
            assertEquals(0, commands(set.member(2)));
        }
    }

    @Test
    void readsFromASecondaryWhereTheUriAsksForOne() throws IOException {
        try (var set = ReplicaSetPeer.of(NAMES);
                var link = link(set.uri(1, "replicaSet=rs0&readPreference=secondary"), set.addresses())) {
            reads(link);
            assertTrue(commands(set.member(1)) + commands(set.member(2)) > 0);
        }
    }

    @Test
    void goesOnWithTheOtherRouterWhenOneIsGone() throws IOException {
        try (var routers = ReplicaSetPeer.routers("mongo-a.internal", "mongo-b.internal");
                var link = link(routers.uri(2, ""), "")) {
            reads(link);
            routers.member(0).close();
            for (int i = 0; i < 5; i++) reads(link);
            assertTrue(commands(routers.member(1)) > 0);
        }
    }

    @Test
    void staysWithTheOneMemberItWasSentTo() throws IOException {
        try (var set = ReplicaSetPeer.of(NAMES);
                var link = link("mongodb://" + set.member(1).address() + "/?directConnection=true", set.addresses())) {
            reads(link);
            assertTrue(commands(set.member(1)) > 0);
            assertEquals(0, set.member(0).accepted() + set.member(2).accepted());
        }
    }

    @Test
    void neverDialsAHostThatOnlyTheDatabaseNames() throws IOException {
        try (var stranger = ReplicaSetPeer.of("elsewhere.internal");
                var set = ReplicaSetPeer.of(NAMES)) {
            set.claim(stranger.member(0).address());
            try (var link = link(set.uri(1, "replicaSet=rs0"), set.addresses())) {
                reads(link);
                Eventually.holds(
                        "the stranger was asked for",
                        () -> link.tunnel().orElseThrow().lastRefusal().isPresent());
                var why = link.tunnel().orElseThrow().lastRefusal().orElse("");
                assertTrue(why.contains("elsewhere.internal") && why.contains("allowed-targets"), why);
                reads(link);
                assertEquals(0, stranger.member(0).accepted());
                assertTrue(link.trouble().isEmpty(), () -> link.trouble().toString());
            }
        }
    }

    @Test
    void nothingDialsTheDatabaseWhileTheBastionIsAway() throws IOException {
        try (var set = ReplicaSetPeer.of("localhost");
                var link = link(set.uri(1, "replicaSet=rs0"), "")) {
            reads(link);
            bastion.stop();
            Eventually.holds("the tunnel is down", () -> link.trouble().isPresent());
            int before = set.member(0).accepted();
            var why = LinkPeer.failure(link);
            assertTrue(why.contains("127.0.0.1:" + bastion.port()), why);
            assertFalse(why.contains(set.member(0).address()), why);
            assertEquals(before, set.member(0).accepted());
            bastion.restart();
            Eventually.holds("it reads again", () -> LinkPeer.find(link, "shop", "orders") instanceof Answer.Documents);
        }
    }
}
