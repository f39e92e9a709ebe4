package nexus.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The figures as Markdown.
record Report(Figures figures) {
    String text() {
        var lines = new ArrayList<String>();
        figures.cells().stream()
                .collect(Collectors.groupingBy(Cell::row, LinkedHashMap::new, Collectors.toList()))
                .forEach((row, cells) -> lines.addAll(table(row, cells)));
        lines.addAll(memory());
        lines.addAll(ratios());
        lines.addAll(Targets.lines(figures));
        return String.join("\n", lines);
    }

    private static List<String> table(Row row, List<Cell> cells) {
        var lines = new ArrayList<>(List.of(
                "",
                "### " + row.words(),
                "",
                "| | CPU ms/call, median (least) | calls/s | p50 ms | p99 ms | answer bytes | errors |",
                "|---|--:|--:|--:|--:|--:|--:|"));
        cells.forEach(cell -> lines.add(cell.line()));
        for (var cell : cells) {
            cell.complaint()
                    .ifPresent(first -> lines.addAll(List.of("", cell.subject().name() + " failed: " + first)));
        }
        return lines;
    }

    private List<String> memory() {
        var lines = new ArrayList<>(
                List.of("", "### Memory (RSS)", "", "| | MB after its start | MB after all rounds |", "|---|--:|--:|"));
        figures.megabytes()
                .forEach((name, of) -> lines.add("| %s | %.0f | %.0f |".formatted(name, of.getFirst(), of.getLast())));
        return lines;
    }

    private List<String> ratios() {
        var lines = new ArrayList<>(List.of("", "### Ratios of CPU per call", "", "| | |", "|---|--:|"));
        for (var question : List.of(Question.FIND_ONE, Question.FIND_TEN)) {
            lines.add("| %s: Nexus ÷ (driver loop + bare route) | %.2f |"
                    .formatted(question.words(), figures.overParts(question)));
        }
        var list = Question.TOOLS_LIST;
        lines.add("| tools/list: Nexus ÷ bare route | %.2f |"
                .formatted(figures.cpu(Figures.NEXUS, list) / figures.cpu(Servers.ROUTE, list)));
        for (var question : Question.values()) {
            overPeer(question, Figures.NEXUS, Figures.PEER).ifPresent(lines::add);
            overPeer(question, Figures.NEXUS_BEFORE, Figures.PEER_BEFORE).ifPresent(lines::add);
        }
        return lines;
    }

    private Optional<String> overPeer(Question question, String nexus, String peer) {
        return figures.find(peer, question)
                .map(cell -> "| %s: %s ÷ %s | %.1f |"
                        .formatted(question.words(), peer, nexus, cell.cpu() / figures.cpu(nexus, question)));
    }
}
