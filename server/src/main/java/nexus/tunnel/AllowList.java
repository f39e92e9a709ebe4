package nexus.tunnel;

import java.util.List;
import java.util.Set;

/// The targets that may be asked for: a hostile answer of a database must not steer Nexus at other hosts.
record AllowList(Set<Target> targets, List<TargetPattern> patterns) {
    AllowList {
        targets = Set.copyOf(targets);
        patterns = List.copyOf(patterns);
    }

    boolean permits(Target target) {
        return targets.contains(target) || patterns.stream().anyMatch(pattern -> pattern.matches(target));
    }
}
