package nexus.testing;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

/// A deployment of several servers on loopback, with names of a test's choice and one database behind them all.
public final class ReplicaSetPeer implements AutoCloseable {
    private static final String HELLO = """
            {"ok": 1, "helloOk": true, "minWireVersion": 0, "maxWireVersion": 13, "maxBsonObjectSize": 16777216,
             "maxMessageSizeBytes": 48000000, "maxWriteBatchSize": 100000, "readOnly": false,
             "logicalSessionTimeoutMinutes": 30}""";

    private final MongoPeer data = MongoPeer.inProcess();
    private final List<Member> members = new ArrayList<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private final boolean areRouters;
    private volatile int primary;

    private ReplicaSetPeer(boolean areRouters) {
        this.areRouters = areRouters;
    }

    /// A replica set whose first member is the primary.
    public static ReplicaSetPeer of(String... names) throws IOException {
        return start(false, Optional.empty(), names);
    }

    /// As [#of], and each member shows a certificate for its name.
    public static ReplicaSetPeer overTls(Authority authority, String... names) throws IOException {
        return start(false, Optional.of(authority), names);
    }

    /// The routers of a sharded cluster.
    public static ReplicaSetPeer routers(String... names) throws IOException {
        return start(true, Optional.empty(), names);
    }

    private static ReplicaSetPeer start(boolean areRouters, Optional<Authority> authority, String... names)
            throws IOException {
        var peer = new ReplicaSetPeer(areRouters);
        int behind = URI.create(peer.data.uri()).getPort();
        for (var name : names) {
            authority.ifPresent(issuer -> issuer.issue(name));
            var tls = authority.map(issuer -> issuer.server(name));
            peer.members.add(Member.start(name, tls, behind, peer::hello));
        }
        return peer;
    }

    private BsonDocument hello(Member member) {
        var hello = BsonDocument.parse(HELLO);
        if (areRouters) {
            return greet(hello, true).append("msg", new BsonString("isdbgrid"));
        }
        var hosts = Stream.concat(members.stream().map(Member::address), strangers.stream())
                .map(BsonString::new)
                .toList();
        var isPrimary = members.get(primary) == member;
        return greet(hello, isPrimary)
                .append("secondary", BsonBoolean.valueOf(!isPrimary))
                .append("setName", new BsonString("rs0"))
                .append("me", new BsonString(member.address()))
                .append("primary", new BsonString(members.get(primary).address()))
                .append("hosts", new BsonArray(hosts));
    }

    private static BsonDocument greet(BsonDocument hello, boolean isWritable) {
        return hello.append("ismaster", BsonBoolean.valueOf(isWritable))
                .append("isWritablePrimary", BsonBoolean.valueOf(isWritable));
    }

    /// The connection string with the first members as seeds.
    ///
    /// @param options such as `replicaSet=rs0`
    public String uri(int seeds, String options) {
        var hosts = members.stream().limit(seeds).map(Member::address).collect(Collectors.joining(","));
        return "mongodb://" + hosts + "/?" + options;
    }

    /// The addresses of all members, for an allow-list.
    public String addresses() {
        return members.stream().map(Member::address).collect(Collectors.joining(","));
    }

    public Member member(int index) {
        return members.get(index);
    }

    /// Makes another member the primary.
    public void elect(int index) {
        primary = index;
    }

    /// From now on the members claim that this host is one of them.
    public void claim(String host) {
        strangers.add(host);
    }

    /// The database behind them.
    public MongoPeer data() {
        return data;
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        data.close();
    }
}
