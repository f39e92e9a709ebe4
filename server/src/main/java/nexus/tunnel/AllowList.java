package nexus.tunnel;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The targets that may be asked for: a hostile answer of a database must not steer Nexus at other hosts.
final class AllowList {
    private final List<Target> targets;
    private final List<TargetPattern> patterns;
    private volatile Set<Target> learned = Set.of();

    AllowList(Set<Target> targets, List<TargetPattern> patterns) {
        this.targets = List.copyOf(targets);
        this.patterns = List.copyOf(patterns);
    }

    /// Permits these too, in place of those that were learned before.
    void learn(Set<Target> more) {
        learned = Set.copyOf(more);
    }

    boolean permits(Target target) {
        return targets.contains(target)
                || learned.contains(target)
                || patterns.stream().anyMatch(pattern -> pattern.matches(target));
    }

    /// The hosts that the tunnel was opened for.
    List<Target> targets() {
        return targets;
    }

    /// All that are permitted by name.
    List<Target> known() {
        return Stream.concat(targets.stream(), learned.stream()).toList();
    }
}
