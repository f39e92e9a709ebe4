package nexus.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The README tells the truth about the values. `-Dchart.docs=update` renews its tables.
class ReadmeTest {
    @Test
    void tablesAreCurrent() throws IOException {
        if ("update".equals(System.getProperty("chart.docs"))) {
            Readme.write();
        }
        assertEquals(
                Readme.renewed(),
                Readme.current(),
                "renew it: mvn -pl chart test -Dtest=ReadmeTest -Dchart.docs=update");
    }

    @Test
    void everyValueHasARow() {
        var rows = Readme.rows().stream().map(Readme.Row::path).collect(Collectors.toSet());
        var missing = Readme.leaves().stream()
                .filter(leaf -> rows.stream().noneMatch(each -> leaf.equals(each) || leaf.startsWith(each + ".")))
                .toList();

        assertTrue(rows.size() > 150, () -> "so few: " + rows);
        assertEquals(List.of(), missing);
    }

    /// A value is described where it stands, or with the map that it is in.
    @Test
    void everyValueIsDescribed() {
        var rows = Readme.rows();
        var described = rows.stream()
                .filter(each -> !each.description().isEmpty())
                .map(Readme.Row::path)
                .toList();
        var undescribed = rows.stream()
                .map(Readme.Row::path)
                .filter(each ->
                        described.stream().noneMatch(above -> each.equals(above) || each.startsWith(above + ".")))
                .toList();

        assertEquals(List.of(), undescribed);
    }
}
