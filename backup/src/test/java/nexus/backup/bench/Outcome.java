package nexus.backup.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// How a run of the program went.
///
/// @param seconds from its main method to its end
/// @param cpu     seconds of the processor, its start and its compiler included
/// @param heap    bytes in use after a collection, at most
record Outcome(double seconds, double cpu, long heap) {
    static Outcome parse(String figures) {
        var words = figures.split(" ", 3);
        return new Outcome(Long.parseLong(words[0]) / 1e9, Long.parseLong(words[1]) / 1e9, Long.parseLong(words[2]));
    }

    static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        var sorted = outcomes.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
