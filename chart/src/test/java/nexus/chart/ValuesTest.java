package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Helm;
import nexus.chart.testing.Release;
import nexus.chart.testing.Result;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad values are refused, all at once, in words that say what to do.
class ValuesTest {
    private static final Pattern NUMBERED = Pattern.compile("(?m)^\\d+\\. (.*)$");

    /// What goes into a manifest as it is: Kubernetes checks it.
    private static final Set<String> AS_IT_IS = Set.of("podSecurityContext", "securityContext", "behavior");

    @TempDir
    private Path folder;

    /// Helm names every violation at once, so that those of different places share a render.
    @ParameterizedTest(name = "{0}, part {1}")
    @MethodSource("violations")
    void schemaRefuses(Helm helm, int part, List<Tree> violations) throws IOException {
        var all = violations.stream().map(each -> each.get("values")).reduce(new Tree(Map.of()), Yaml::merge);
        var said = render(helm, all, "nexus").text();

        var unsaid = violations.stream()
                .filter(each -> !said.contains("- " + each.get("old").text())
                        && !said.contains("- " + each.get("new").text()));
        assertEquals(List.of(), unsaid.map(each -> each.get("values")).toList(), said);
    }

    @Test
    void everyDefinitionIsUsed() {
        var schema = Chart.read(Chart.HOME.resolve("values.schema.json"));
        var definitions = Yaml.document(schema).get("definitions").fields().keySet();

        var unused = definitions.stream().filter(each -> !schema.contains("\"#/definitions/" + each + "\""));
        assertEquals(List.of(), unused.toList());
    }

    /// Each constraint of the schema is held against a value just beyond it, at each place that it is for.
    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void everyConstraintIsKept(Helm helm) throws IOException {
        var kept = new ArrayList<Constraint>();
        var broken = new ArrayList<Constraint>();
        for (var group : Constraint.groups()) {
            var all = group.stream().map(Constraint::values).reduce(new Tree(Map.of()), Yaml::merge);
            var said = render(helm, all, "nexus").text().lines().toList();
            group.forEach(each -> (each.isSaid(said) ? kept : broken).add(each));
        }

        assertEquals(List.of(), broken);
        assertTrue(kept.size() > 900, "so few constraints: " + kept.size());
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @MethodSource("contradictions")
    void validateRefuses(Helm helm, Tree values, String release, List<String> says) throws IOException {
        var result = render(helm, values, release);

        assertFalse(result.isGood());
        assertEquals(says, numbered(result));
    }

    /// Each line of the template that is text is a message; its actions may stand for anything.
    @Test
    void everyMessageIsTried() {
        var said = cases("contradictions")
                .flatMap(each -> each.get("says").items().stream())
                .map(Tree::text)
                .toList();

        var untried = messages().filter(each -> said.stream().noneMatch(each.asMatchPredicate()));
        assertEquals(List.of(), untried.map(Pattern::pattern).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void severalContradictionsAreToldAtOnce(Helm helm) throws IOException {
        var values = Yaml.document("""
                image: {tag: latest}
                terminationGracePeriodSeconds: 10
                ingress: {enabled: true}
                """);
        var result = render(helm, values, "nexus");

        assertTrue(result.text().contains("The values contradict each other in 3 places:"), result::text);
        assertEquals(3, numbered(result).size());
        assertTrue(numbered(result).getFirst().startsWith("image.tag is latest"));
        assertTrue(numbered(result).getLast().startsWith("ingress.enabled is true"));
    }

    /// One render with a list at each value that is none: Helm names every place.
    @ParameterizedTest(name = "{0}")
    @MethodSource("helms")
    void everyValueHasAType(Helm helm) throws IOException {
        var defaults = Yaml.file(Chart.HOME.resolve("values.yaml"));
        var result = render(helm, new Tree(wrong(defaults)), "nexus");

        var places = wrongPlaces("", defaults).toList();
        assertTrue(places.size() > 150, "so few values: " + places);
        assertEquals(
                List.of(), places.stream().filter(each -> !names(result, each)).toList());
    }

    /// One render with a key more in each map whose keys are fixed.
    @Test
    void everyMapHasItsKeys() throws IOException {
        var defaults = Yaml.file(Chart.HOME.resolve("values.yaml"));
        var helm = Helm.newest();
        var result = render(helm, new Tree(withMore(defaults)), "nexus");

        var open = maps("", defaults)
                .filter(each ->
                        !result.text().contains("at '" + each + "': additional properties 'unheard-of' not allowed"))
                .collect(Collectors.toCollection(TreeSet::new));
        // Other charts may want more of `global`, and nodes have resources of their own.
        assertEquals(
                new TreeSet<>(Set.of(
                        "/backup/jobs/resources/limits",
                        "/backup/jobs/resources/requests",
                        "/global",
                        "/metrics/dashboard/labels",
                        "/nginx/resources/limits",
                        "/nginx/resources/requests",
                        "/restoreDrill/scratch/resources/limits",
                        "/restoreDrill/scratch/resources/requests",
                        "/tests/resources/limits",
                        "/tests/resources/requests",
                        "/tunnel/resources/limits",
                        "/tunnel/resources/requests")),
                open);
    }

    private static boolean names(Result result, String place) {
        return result.text().contains("- at '" + place + "': ")
                || result.text().contains("- " + place.substring(1).replace("/", ".") + ": ");
    }

    private static Object wrong(Tree defaults) {
        var wrong = new LinkedHashMap<String, Object>();
        ownFields(defaults)
                .forEach((key, each) -> wrong.put(key, isMapOfValues(each) ? wrong(each) : anotherType(each)));
        return wrong;
    }

    private static Object anotherType(Tree value) {
        return switch (value.value()) {
            case List<?> _ -> "a text";
            case null -> Map.of("a", "map");
            default -> List.of("a list");
        };
    }

    private static Stream<String> wrongPlaces(String path, Tree defaults) {
        return ownFields(defaults).entrySet().stream()
                .flatMap(each -> isMapOfValues(each.getValue())
                        ? wrongPlaces(path + "/" + each.getKey(), each.getValue())
                        : Stream.of(path + "/" + each.getKey()));
    }

    private static Map<String, Tree> ownFields(Tree defaults) {
        var fields = new LinkedHashMap<>(defaults.fields());
        fields.keySet().removeAll(AS_IT_IS);
        return fields;
    }

    private static boolean isMapOfValues(Tree tree) {
        return tree.value() instanceof Map<?, ?> map && !map.isEmpty();
    }

    private static Object withMore(Tree defaults) {
        var more = new LinkedHashMap<String, Object>();
        fixedMaps(defaults).forEach((key, each) -> more.put(key, withMore(each)));
        more.put("unheard-of", List.of());
        return more;
    }

    private static Stream<String> maps(String path, Tree defaults) {
        var below = fixedMaps(defaults).entrySet().stream()
                .flatMap(each -> maps(path + "/" + each.getKey(), each.getValue()));
        return Stream.concat(Stream.of(path), below);
    }

    private static Map<String, Tree> fixedMaps(Tree defaults) {
        var fields = ownFields(defaults);
        fields.values().removeIf(each -> !isMapOfValues(each));
        return fields;
    }

    private static Stream<Pattern> messages() {
        var subjects = Chart.templates().entrySet().stream()
                .filter(each -> each.getKey().contains("/_validate"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
        return subjects.replaceAll("(?s)\\{\\{-? ?/\\*.*?\\*/ ?-?}}", "")
                .lines()
                .filter(each -> !each.isBlank() && !each.startsWith("{{") && !each.startsWith(" "))
                .map(each -> Stream.of(each.split("\\{\\{.*?}}", -1)).map(Pattern::quote))
                .map(each -> Pattern.compile(each.collect(Collectors.joining(".*"))));
    }

    private static List<String> numbered(Result result) {
        return NUMBERED.matcher(result.text())
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    private Result render(Helm helm, Tree values, String release) throws IOException {
        var file = Files.writeString(folder.resolve("values.yaml"), Yaml.write(values.value()));
        return helm.tryTemplate(Release.of(file).named(release));
    }

    private static List<Arguments> violations() {
        var arguments = new ArrayList<Arguments>();
        for (var helm : Helm.all()) {
            var parts = parts();
            for (var part = 0; part < parts.size(); part++) {
                arguments.add(Arguments.of(helm, part, parts.get(part)));
            }
        }
        return arguments;
    }

    /// The violations in few parts, none of which has two for one value.
    private static List<List<Tree>> parts() {
        var parts = new ArrayList<List<Tree>>();
        cases("violations")
                .forEach(each -> parts.stream()
                        .filter(part ->
                                part.stream().allMatch(other -> areApart(each.get("values"), other.get("values"))))
                        .findFirst()
                        .orElseGet(() -> {
                            parts.add(new ArrayList<>());
                            return parts.getLast();
                        })
                        .add(each));
        return parts;
    }

    private static boolean areApart(Tree one, Tree other) {
        return one.fields().entrySet().stream()
                .filter(each -> other.has(each.getKey()))
                .allMatch(each -> each.getValue().value() instanceof Map<?, ?>
                        && other.get(each.getKey()).value() instanceof Map<?, ?>
                        && areApart(each.getValue(), other.get(each.getKey())));
    }

    private static List<Arguments> contradictions() {
        var arguments = new ArrayList<Arguments>();
        for (var helm : Helm.all()) {
            cases("contradictions")
                    .forEach(each -> arguments.add(Arguments.of(
                            helm,
                            each.get("values"),
                            each.has("release") ? each.get("release").text() : "nexus",
                            each.get("says").items().stream().map(Tree::text).toList())));
        }
        return arguments;
    }

    private static Stream<Tree> cases(String file) {
        return Yaml.file(Path.of("src/test/resources", file + ".yaml")).items().stream();
    }

    private static List<Helm> helms() {
        return Helm.all();
    }
}
