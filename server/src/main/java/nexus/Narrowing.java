package nexus;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import java.util.Set;
import nexus.access.grants.Grants;
import nexus.access.grants.GrantsFile;
import nexus.mcp.catalog.Changes;
import nexus.tools.Views;

/// What narrows callers: the grants of a file, where there is one.
record Narrowing(Optional<GrantsFile> file) {
    private static final System.Logger LOG = System.getLogger(Narrowing.class.getName());

    static Narrowing open(Settings settings, Opened opened) {
        return new Narrowing(settings.grants().map(path -> opened.add(GrantsFile.open(path, Views::problems))));
    }

    /// The grants in force.
    Grants now() {
        return file.map(GrantsFile::current).orElse(Grants.OPEN);
    }

    /// The lists that new grants change.
    ///
    /// @param connections the names of all, to warn of grants that name others
    Changes changes(Set<String> connections) {
        if (file.isEmpty()) return Changes.none();
        var changes = new Changes(Set.of(Changes.Change.TOOLS, Changes.Change.RESOURCES));
        warn(now(), connections);
        file.get().whenChanged(grants -> {
            warn(grants, connections);
            changes.tell(Changes.Change.TOOLS);
            changes.tell(Changes.Change.RESOURCES);
        });
        return changes;
    }

    private static void warn(Grants grants, Set<String> connections) {
        grants.strangers(connections).forEach(stranger -> LOG.log(WARNING, "Grants: " + stranger));
    }
}
