package nexus.tools;

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
        return new Catalog(
                ReadTools.all(sources), MongoResources.of(sources), MongoPrompts.all(sources), changes, false);
    }
}
