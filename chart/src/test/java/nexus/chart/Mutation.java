package nexus.chart;

import java.util.HashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import nexus.chart.rules.Rendered;
import nexus.chart.testing.Manifests;

/// A fault put into a good render, which one rule must find.
///
/// @param rule   the rule's name
/// @param what   the fault, in words
/// @param values the values of the good render: a file of `values/`
record Mutation(String rule, String what, String values, UnaryOperator<Rendered> fault) {
    /// A fault in the objects.
    static Mutation of(String rule, String what, String values, Consumer<Manifests> change) {
        return new Mutation(rule, what, values, rendered -> {
            var copy = rendered.copy();
            change.accept(copy.manifests());
            return copy;
        });
    }

    /// A fault in the source of a template.
    static Mutation ofSource(String rule, String what, String source) {
        return new Mutation(rule, what, "scaled", rendered -> {
            var templates = new HashMap<>(rendered.templates());
            templates.put("templates/new.yaml", source);
            return new Rendered(rendered.manifests(), rendered.values(), rendered.namespace(), templates);
        });
    }

    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
