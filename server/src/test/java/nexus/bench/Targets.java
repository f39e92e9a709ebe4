package nexus.bench;

import java.util.List;

/// What a call of Nexus may cost, beside what it cost here: information, not a verdict.
final class Targets {
    private Targets() {}

    static List<String> lines(Figures figures) {
        var memory = figures.megabytes().get(Servers.NEXUS);
        return List.of(
                "",
                "### Targets",
                "",
                "| Nexus, 2026-07-28 | at most | here | |",
                "|---|--:|--:|---|",
                line("find of one document, CPU ms", 0.10, figures.nexus(Question.FIND_ONE)),
                line("find of one document ÷ (driver loop + bare route)", 2, figures.overParts(Question.FIND_ONE)),
                line("find of ten documents, CPU ms", 0.15, figures.nexus(Question.FIND_TEN)),
                line("tools/list, CPU ms", 0.03, figures.nexus(Question.TOOLS_LIST)),
                line("tools/list, KB", 8, figures.nexus(Question.TOOLS_LIST).bytes() / 1000.0),
                guarded(figures, Question.FIND_ONE),
                guarded(figures, Question.FIND_TEN),
                crowd(figures.crowd()),
                line("RSS after its start, MB", 110, memory.getFirst()),
                line("RSS after all rounds, MB", 220, memory.getLast()));
    }

    private static String guarded(Figures figures, Question question) {
        return line(
                question.words() + ", with tokens, grants and audit ÷ without", 1.3, figures.overUnguarded(question));
    }

    private static String line(String what, double most, Cell cell) {
        return line(what, most, cell.cpu());
    }

    private static String line(String what, double most, double here) {
        return line(what, most, here, here <= most);
    }

    /// The line of a table.
    static String line(String what, double bound, double here, boolean isMet) {
        return "| %s | %.2f | %.3f | %s |".formatted(what, bound, here, isMet ? "met" : "not met");
    }

    /// A latency says nothing about calls that were turned away.
    private static String crowd(Cell cell) {
        var what = cell.row().words() + ", p99 ms";
        return cell.errors() == 0
                ? line(what, 80, cell.p99())
                : "| %s | %.2f | %.3f | not met: %d calls failed |".formatted(what, 80.0, cell.p99(), cell.errors());
    }
}
