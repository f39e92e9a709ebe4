package nexus.chart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// The specification of the deployment, kept as it was given.
final class Specification {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");
    private static final Pattern HEADING = Pattern.compile("(?m)^# (.+)$");

    private Specification() {}

    static String text() {
        return Chart.read(Path.of("src/test/resources/specification.md"));
    }

    /// Its manifests by the names in their first lines (`k8s/deployment.yaml`). A block may have several.
    static Map<String, Tree> manifests() {
        var manifests = new LinkedHashMap<String, Tree>();
        BLOCK.matcher(text()).results().forEach(block -> {
            var parts = HEADING.split(block.group(1), -1);
            var names = HEADING.matcher(block.group(1))
                    .results()
                    .map(each -> each.group(1))
                    .toList();
            for (var index = 0; index < names.size(); index++) {
                manifests.put(names.get(index), Yaml.document(parts[index + 1]));
            }
        });
        return manifests;
    }

    /// A row of the table of resources: CPU request and limit, memory request and limit.
    static List<String> resources(String component) {
        for (var line : text().lines().toList()) {
            var cells = line.split("\\s*\\|\\s*", -1);
            if (cells.length == 7 && cells[1].equals(component)) {
                return List.of(cells).subList(2, 6);
            }
        }
        throw new IllegalStateException("the specification has no row " + component);
    }

    /// Every value of a manifest, by its path. In a list of maps an entry goes by its `name`, else by its place.
    static Map<String, Object> leaves(Tree tree) {
        var leaves = new LinkedHashMap<String, Object>();
        collect("", tree, leaves);
        return leaves;
    }

    private static void collect(String path, Tree tree, Map<String, Object> leaves) {
        if (tree.value() instanceof Map<?, ?>) {
            tree.fields().forEach((key, each) -> collect(below(path, key), each, leaves));
        } else if (tree.value() instanceof List<?>) {
            var items = tree.items();
            for (var index = 0; index < items.size(); index++) {
                var name = items.get(index).get("name");
                collect(path + "[" + (name.isMissing() ? "" + index : name.text()) + "]", items.get(index), leaves);
            }
        } else {
            leaves.put(path, tree.value());
        }
    }

    private static String below(String path, String key) {
        if (key.contains(".")) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /// What stands at such a path in another tree.
    static Tree at(Tree tree, String path) {
        var place = tree;
        for (var step : steps(path)) {
            var isInList = place.value() instanceof List<?>;
            var named = isInList ? place.where("name", step) : place.get(step);
            place = isInList && named.isMissing() && step.matches("\\d+") ? place.get(Integer.parseInt(step)) : named;
        }
        return place;
    }

    private static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        Pattern.compile("\\[\"([^\"]+)\"]|\\[([^]]+)]|([^.\\[]+)")
                .matcher(path)
                .results()
                .forEach(each -> {
                    for (var group = 1; group <= 3; group++) {
                        if (each.group(group) != null) {
                            steps.add(each.group(group));
                        }
                    }
                });
        return steps;
    }

    /// Whether a path is another, or below it.
    static boolean isWithin(String path, String above) {
        return path.equals(above) || path.startsWith(above + ".") || path.startsWith(above + "[");
    }
}
