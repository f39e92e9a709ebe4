package nexus.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nexus.chart.testing.Chart;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// The tables of the chart's README, made of `values.yaml` and `deviations.yaml`.
///
/// A description is the comment `# --` above a value, with the comment lines that follow it. Where a value is a map,
/// its description is told with the map, and the
/// values below follow it; what `values.yaml` writes in one line is one row.
final class Readme {
    static final Path FILE = Chart.HOME.resolve("README.md");
    private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z0-9_-]+):(?: +(.*))?$");

    private Readme() {}

    static String current() {
        return Chart.read(FILE);
    }

    /// The README as it should be.
    static String renewed() {
        return between("deviations", deviations(), between("values", values(), current()));
    }

    static void write() throws IOException {
        Files.writeString(FILE, renewed());
    }

    private static String between(String name, List<String> lines, String text) {
        var begin = "<!-- " + name + ": begin -->\n";
        var end = "<!-- " + name + ": end -->";
        var from = text.indexOf(begin) + begin.length();
        return text.substring(0, from) + "\n" + String.join("\n", lines) + "\n\n" + text.substring(text.indexOf(end));
    }

    private static List<String> deviations() {
        var lines = new ArrayList<>(List.of("| where | specification | here | why |", "|---|---|---|---|"));
        for (var each : Deviation.all()) {
            lines.add("| " + cell(each.manifest()) + "<br>`" + each.path() + "` | " + cell(each.specification()) + " | "
                    + cell(each.chart()) + " | " + cell(each.reason()) + " |");
        }
        return lines;
    }

    private static List<String> values() {
        var lines = new ArrayList<>(List.of("| value | default | what it does |", "|---|---|---|"));
        rows().forEach(each ->
                lines.add("| `" + each.path() + "` | " + code(each.shown()) + " | " + cell(each.description()) + " |"));
        return lines;
    }

    /// A value that a user may set.
    record Row(String path, String shown, String description) {}

    /// Every value of `values.yaml`: a line `key: value`, or `key:` with lines below that are no values of their own.
    static List<Row> rows() {
        var rows = new ArrayList<Row>();
        var path = new ArrayList<String>();
        var description = "";
        for (var line : Chart.read(Chart.HOME.resolve("values.yaml")).lines().toList()) {
            var key = KEY.matcher(line);
            if (line.trim().startsWith("# --")) {
                description = line.trim().substring(4).trim();
            } else if (line.trim().startsWith("#") && !description.isEmpty()) {
                description += " " + line.trim().substring(1).trim();
            } else if (key.matches()) {
                var depth = key.group(1).length() / 2;
                path.subList(Math.min(depth, path.size()), path.size()).clear();
                path.add(key.group(2));
                var name = String.join(".", path);
                var isMap = key.group(3) == null;
                if (!isMap || !description.isEmpty()) {
                    rows.add(new Row(name, isMap ? "" : withoutComment(key.group(3)), description));
                }
                description = "";
            }
        }
        return rows;
    }

    private static String withoutComment(String value) {
        return value.replaceFirst("\\s+#.*$", "");
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value.replace("|", "\\|") + "`";
    }

    private static String cell(String text) {
        return text.trim().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    /// Paths of all values, for whoever wants to know that no row is missing.
    static List<String> leaves() {
        return leaves("", Yaml.file(Chart.HOME.resolve("values.yaml"))).toList();
    }

    private static Stream<String> leaves(String path, Tree tree) {
        if (!(tree.value() instanceof Map<?, ?> map) || map.isEmpty()) {
            return Stream.of(path);
        }
        return tree.fields().entrySet().stream()
                .flatMap(each -> leaves(path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue()));
    }
}
