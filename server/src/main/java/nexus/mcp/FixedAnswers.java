package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mcp.json.JsonText;

/// The parts of answers that are the same for every caller, or for all with the same rights, made once.
final class FixedAnswers {
    /// How long a client may keep a list: the tools change with the program and the token only.
    static final String CACHEABLE = ",\"ttlMs\":300000,\"cacheScope\":\"private\"";

    /// What is read from a database may be different at once.
    static final String FRESH = ",\"ttlMs\":0,\"cacheScope\":\"private\"";

    private final ServerInfo info;
    private final Catalog catalog;
    private final ResultForm form;
    /// As many as there are revisions and sets of rights.
    private final Map<ListKey, byte[]> toolLists = new ConcurrentHashMap<>();
    private final Map<Revision, byte[]> closings = new EnumMap<>(Revision.class);

    private record ListKey(Revision revision, Set<Right> rights) {}

    FixedAnswers(ServerInfo info, Catalog catalog, ResultForm form) {
        this.info = info;
        this.catalog = catalog;
        this.form = form;
        for (var revision : Revision.ALL) {
            closings.put(revision, closing(info, revision).getBytes(UTF_8));
        }
    }

    /// The entry of a tool in `tools/list`.
    String definition(Tool tool, Revision revision) {
        return tool.definition(revision.hasTitles(), revision.hasStructuredContent() && form != ResultForm.TEXT);
    }

    /// What stands behind the members of a result: stateless results name their type and their server.
    private static String closing(ServerInfo info, Revision revision) {
        return revision != Revision.V2026_07_28 ? "}" : ",\"resultType\":\"complete\"," + meta(info) + "}";
    }

    private static String meta(ServerInfo info) {
        return "\"_meta\":{\"io.modelcontextprotocol/serverInfo\":" + info.json(Revision.V2026_07_28) + "}";
    }

    /// The result of `server/discover`.
    byte[] discover() {
        return ("{\"supportedVersions\":" + Revision.ALL_AS_JSON + "," + capabilities() + instructions() + CACHEABLE
                        + closing(info, Revision.V2026_07_28))
                .getBytes(UTF_8);
    }

    /// The result of `initialize`.
    byte[] greeting(Revision revision) {
        return ("{\"protocolVersion\":\"" + revision.date() + "\"," + capabilities() + ",\"serverInfo\":"
                        + info.json(revision) + instructions() + "}")
                .getBytes(UTF_8);
    }

    private String instructions() {
        return ",\"instructions\":" + JsonText.quoted(info.instructions());
    }

    /// Only what is really served, now.
    private String capabilities() {
        var all = new ArrayList<String>();
        if (!catalog.tools().isEmpty()) all.add("\"tools\":{" + listChanged(Changes.Change.TOOLS) + "}");
        if (!catalog.resources().all().isEmpty()) all.add("\"resources\":{" + ofResources() + "}");
        if (!catalog.prompts().isEmpty()) all.add("\"prompts\":{" + listChanged(Changes.Change.PROMPTS) + "}");
        if (catalog.hasCompletion()) all.add("\"completions\":{}");
        if (catalog.hasLogs()) all.add("\"logging\":{}");
        return all.stream().collect(Collectors.joining(",", "\"capabilities\":{", "}"));
    }

    private String ofResources() {
        var changed = listChanged(Changes.Change.RESOURCES);
        if (!catalog.resources().canSubscribe().getAsBoolean()) return changed;
        return "\"subscribe\":true" + (changed.isEmpty() ? "" : "," + changed);
    }

    private String listChanged(Changes.Change change) {
        return catalog.changes().announces(change) ? "\"listChanged\":true" : "";
    }

    /// The result of `tools/list` for a caller, where it is one page.
    byte[] toolList(Revision revision, Caller caller) {
        var rights = EnumSet.noneOf(Right.class);
        for (var right : Right.values()) if (caller.may(right)) rights.add(right);
        return toolLists.computeIfAbsent(new ListKey(revision, rights), this::toolList);
    }

    private byte[] toolList(ListKey key) {
        var tools = catalog.tools().stream()
                .filter(tool -> key.rights().contains(tool.right()))
                .map(tool -> definition(tool, key.revision()))
                .collect(Collectors.joining(",", "\"tools\":[", "]"));
        var cacheable = key.revision() == Revision.V2026_07_28 ? CACHEABLE : "";
        return ("{" + tools + cacheable + closing(info, key.revision())).getBytes(UTF_8);
    }

    /// Ends a result whose members are written already.
    byte[] closing(Revision revision) {
        return of(closings, revision);
    }

    /// The `_meta` of a stateless result of another type than `complete`.
    String meta() {
        return meta(info);
    }

    private static byte[] of(Map<Revision, byte[]> answers, Revision revision) {
        return answers.getOrDefault(revision, new byte[0]);
    }
}
