package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nexus.chart.rules.Linter;
import nexus.chart.rules.Rendered;
import nexus.chart.rules.Rule;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Manifests;
import nexus.chart.testing.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;

/// The linter finds what it is there to find: each rule, and that rule alone, turns red at a fault of its kind.
class LinterTest {
    private static final Map<String, Rendered> GOOD = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "finds nothing in {0}")
    @ValueSource(strings = {"scaled", "canary", "colours", "saved"})
    void findsNothingInAGoodRender(String values) {
        assertEquals(Map.of(), Linter.check(good(values)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void findsTheFault(Mutation mutation) {
        var findings = Linter.check(mutation.fault().apply(good(mutation.values())));

        assertEquals(Set.of(mutation.rule()), findings.keySet(), findings::toString);
    }

    @Test
    void hasAFaultForEachRule() {
        var rules = Linter.RULES.stream().map(Rule::name).collect(Collectors.toSet());

        assertEquals(rules, mutations().stream().map(Mutation::rule).collect(Collectors.toSet()));
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThrows(DuplicateKeyException.class, () -> Manifests.of("spec: {replicas: 1, replicas: 2}"));
    }

    private static List<Mutation> mutations() {
        return Mutations.all();
    }

    private static Rendered good(String values) {
        var file = Path.of("src/test/resources/values", values + ".yaml").toAbsolutePath();
        return GOOD.computeIfAbsent(values, _ -> Rendered.of(Helm.newest(), Release.of(file)));
    }
}
