package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.Map;

/// The results that are the same for every caller, as bytes made once.
final class FixedAnswers {
    private static final String CAPABILITIES = "\"capabilities\":{\"tools\":{}}";

    /// How long a client may keep a list: the set of tools changes with the program only.
    private static final String CACHEABLE = ",\"ttlMs\":300000,\"cacheScope\":\"private\"";

    private final byte[] discover;
    private final Map<Revision, byte[]> toolLists = new EnumMap<>(Revision.class);
    private final Map<Revision, byte[]> greetings = new EnumMap<>(Revision.class);
    private final Map<Revision, byte[]> closings = new EnumMap<>(Revision.class);

    FixedAnswers(ServerInfo info, Catalog catalog) {
        var instructions = ",\"instructions\":" + JsonText.quoted(info.instructions());
        for (var revision : Revision.ALL) {
            var closing = closing(info, revision);
            closings.put(revision, closing.getBytes(UTF_8));
            var cacheable = revision == Revision.V2026_07_28 ? CACHEABLE : "";
            toolLists.put(
                    revision,
                    new JsonText(8192)
                            .raw("{")
                            .raw(catalog.list(revision))
                            .raw(cacheable + closing)
                            .bytes());
            greetings.put(
                    revision,
                    ("{\"protocolVersion\":\"" + revision.date() + "\"," + CAPABILITIES + ",\"serverInfo\":"
                                    + info.json(revision) + instructions + "}")
                            .getBytes(UTF_8));
        }
        discover = ("{\"supportedVersions\":" + Revision.ALL_AS_JSON + "," + CAPABILITIES + instructions + CACHEABLE
                        + closing(info, Revision.V2026_07_28))
                .getBytes(UTF_8);
    }

    /// What stands behind the members of a result: stateless results name their type and their server.
    private static String closing(ServerInfo info, Revision revision) {
        return revision != Revision.V2026_07_28
                ? "}"
                : ",\"resultType\":\"complete\",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":"
                        + info.json(revision) + "}}";
    }

    byte[] discover() {
        return discover;
    }

    byte[] toolList(Revision revision) {
        return of(toolLists, revision);
    }

    /// The result of `initialize`.
    byte[] greeting(Revision revision) {
        return of(greetings, revision);
    }

    /// Ends a result whose members are written already.
    byte[] closing(Revision revision) {
        return of(closings, revision);
    }

    private static byte[] of(Map<Revision, byte[]> answers, Revision revision) {
        return answers.getOrDefault(revision, new byte[0]);
    }
}
