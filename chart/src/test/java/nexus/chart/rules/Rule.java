package nexus.chart.rules;

import java.util.List;

/// Something that must hold between the objects of a render, which no schema of a single object can say.
public interface Rule {
    /// The claim, in words.
    String name();

    /// What breaks the rule; empty where it holds.
    List<String> check(Rendered rendered);
}
