package nexus.backup.dump;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import nexus.backup.dump.Catalog.Listing;
import nexus.backup.run.Manifest.Skipped;

/// What differs between two listings.
final class Changes {
    private Changes() {}

    /// Each namespace that differs, and how.
    static List<Skipped> between(Listing before, Listing after) {
        var left = new HashMap<String, Found>();
        for (var one : after.found()) left.put(one.name().getFullName(), one);
        var changes = new ArrayList<Skipped>();
        for (var one : before.found()) {
            var name = one.name().getFullName();
            var now = left.remove(name);
            if (now == null) changes.add(new Skipped(name, "was dropped or renamed"));
            else if (!now.isSame(one)) changes.add(new Skipped(name, "was dropped and created again"));
            else if (!now.isAs(one)) changes.add(new Skipped(name, "got other options or indexes"));
        }
        left.keySet().stream().sorted().forEach(name -> changes.add(new Skipped(name, "was created")));
        return changes;
    }
}
