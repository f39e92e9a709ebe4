package nexus.chart;

import java.nio.file.Path;
import java.util.List;
import nexus.chart.testing.Tree;
import nexus.chart.testing.Yaml;

/// Where chart or compose file differ from the specification; the fields are explained in `deviations.yaml`.
record Deviation(
        String manifest,
        String path,
        String kind,
        String specification,
        String chart,
        String moved,
        String reason,
        String finding) {

    static List<Deviation> all() {
        return Yaml.file(Path.of("deviations.yaml")).items().stream()
                .map(Deviation::of)
                .toList();
    }

    private static Deviation of(Tree entry) {
        return new Deviation(
                entry.get("manifest").text(),
                entry.get("path").text(),
                entry.get("kind").text(),
                entry.get("specification").text(),
                entry.get("chart").text(),
                entry.get("moved").text(),
                entry.get("reason").text(),
                entry.get("finding").text());
    }

    boolean isAbout(String other, String leaf) {
        return manifest.equals(other) && Specification.isWithin(leaf, path);
    }

    /// Whether the leaf is not where the specification has it.
    boolean excuses() {
        return kind.equals("differs") || kind.equals("moved");
    }

    /// Where a leaf is that has been moved.
    String placeOf(String leaf) {
        return moved + leaf.substring(path.length());
    }

    @Override
    public String toString() {
        return manifest + " " + path + " (" + kind + ", " + finding + ")";
    }
}
