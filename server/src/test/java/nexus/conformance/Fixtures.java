package nexus.conformance;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Changes;
import nexus.mcp.catalog.Changes.Change;

/// What the conformance suite expects a server to offer.
public final class Fixtures {
    private Fixtures() {}

    /// A catalog of its own for each server: its lists and its resource change by calls of its own tools.
    public static Catalog catalog() {
        var changes = new Changes(Set.of(Change.values()));
        var watched = new Watched();
        var tools = Stream.of(
                        ContentTools.all(),
                        StreamTools.all(),
                        TriggerTools.all(changes, watched),
                        QuestionTools.all(),
                        RoundTools.all())
                .flatMap(List::stream)
                .toList();
        return new Catalog(tools, FixtureResources.all(watched), FixturePrompts.all(), changes, true);
    }
}
