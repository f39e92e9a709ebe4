package nexus.tools;

import java.util.ArrayList;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;

/// All that is offered to agents: tools, resources and prompts.
public final class Offer {
    private Offer() {}

    /// The catalog over these databases.
    public static Catalog catalog(Sources sources) {
        return catalog(sources, Changes.none());
    }

    /// The same, where lists change while the server runs.
    public static Catalog catalog(Sources sources, Changes changes) {
        var tools = new ArrayList<>(ReadTools.all(sources));
        tools.addAll(WriteTools.all(sources));
        return new Catalog(tools, MongoResources.of(sources), MongoPrompts.all(sources), changes, false);
    }
}
