package nexus;

import java.util.HashMap;
import java.util.Map;
import nexus.config.Sources;
import nexus.mongo.Answer;
import nexus.mongo.Events;
import nexus.mongo.Find;
import nexus.testing.SshPeer;

/// Connections as the server opens them, in a hurry.
final class LinkPeer {
    private static final Map<String, String> HURRY = Map.of(
            "heartbeat", "500ms",
            "connect-timeout", "5s",
            "server-selection-timeout", "5s",
            "limits.time", "10s");

    private LinkPeer() {}

    /// Opens one.
    ///
    /// @param keys settings below `connections.NAME`, in pairs
    static Link open(Map<String, String> way, String... keys) {
        return Link.open("default", settings(way, keys), Events.NONE);
    }

    static Settings.Link settings(Map<String, String> way, String... keys) {
        var all = new HashMap<>(HURRY);
        all.putAll(way);
        for (int i = 0; i < keys.length; i += 2) all.put(keys[i], keys[i + 1]);
        var properties = new HashMap<String, String>();
        all.forEach((key, value) -> properties.put("nexus.connections.default." + key, value));
        return Sources.open(properties, Map.of(), Settings.ALIASES)
                .read(Settings::read)
                .connections()
                .get("default");
    }

    /// The settings that lead through a bastion.
    static Map<String, String> through(SshPeer bastion) {
        return Map.of(
                "ssh.host", bastion.host(),
                "ssh.port", Integer.toString(bastion.port()),
                "ssh.user", bastion.user(),
                "ssh.key-file", bastion.keyFile().toString(),
                "ssh.known-hosts-file", bastion.knownHostsFile().toString());
    }

    /// Reads one document.
    static Answer find(Link link, String database, String collection) {
        return link.connection().reader().find(new Find(database, collection, "", "", "", 0, 1, 0));
    }

    /// What is wrong with a read, with what is wrong with the way, as tools tell it.
    static String failure(Link link) {
        var answer = find(link, "shop", "orders");
        if (!(answer instanceof Answer.Failed(var reason))) throw new AssertionError("it did not fail: " + answer);
        return reason
                + link.source().trouble().get().map(why -> " (" + why + ")").orElse("");
    }
}
