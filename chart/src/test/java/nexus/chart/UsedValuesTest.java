package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import nexus.chart.testing.Chart;
import org.junit.jupiter.api.Test;

/// No value is there for nothing, and no template reads a value that is not there.
class UsedValuesTest {
    private static final String SOURCES = String.join("\n", Chart.templates().values());

    /// A template names the value, or the map that it stands in and hands on as a whole: `with`, `toYaml`, a helper.
    @Test
    void everyValueIsUsed() {
        var unused = Readme.leaves().stream()
                .filter(each -> !isNamed(each) && !isPassedOn(each))
                .toList();

        assertEquals(List.of(), unused);
    }

    @Test
    void everyValueThatIsReadIsThere() {
        var values = Readme.leaves();
        var unknown = Pattern.compile("\\.Values\\.([A-Za-z0-9.]+)")
                .matcher(SOURCES)
                .results()
                .map(each -> each.group(1))
                .distinct()
                .filter(each -> values.stream()
                        .noneMatch(value ->
                                value.equals(each) || value.startsWith(each + ".") || each.startsWith(value + ".")))
                .toList();

        assertEquals(List.of(), unknown);
    }

    private static boolean isNamed(String path) {
        var top = path.split("\\.", 2)[0];
        if (path.equals(top)) {
            return has("[vV]alues\\." + Pattern.quote(top));
        }
        var key = Pattern.quote(path.substring(path.lastIndexOf('.') + 1));
        return has("[vV]alues\\." + Pattern.quote(top)) && (has("\\." + key) || has("\"" + key + "\""));
    }

    private static boolean isPassedOn(String path) {
        var dot = path.lastIndexOf('.');
        if (dot < 0) {
            return false;
        }
        var above = path.substring(0, dot);
        var key = Pattern.quote(above.substring(above.lastIndexOf('.') + 1));
        return has("(toYaml|with|range|include)[^}]*\\." + key) || isPassedOn(above);
    }

    private static boolean has(String pattern) {
        return Pattern.compile(pattern + "(?![A-Za-z0-9-])").matcher(SOURCES).find();
    }
}
