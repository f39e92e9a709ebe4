package nexus.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that was measured.
///
/// @param megabytes memory of each server after its start and after all rounds
record Figures(List<Cell> cells, Map<String, List<Double>> megabytes) {
    static final String NEXUS = Servers.NEXUS + ", " + Dialect.STATELESS.version();
    static final String NEXUS_BEFORE = Servers.NEXUS + ", " + Dialect.HANDSHAKE.version();
    static final String GUARDED = Servers.GUARDED + ", " + Dialect.STATELESS.version();
    static final String PEER = Servers.PEER + ", " + Dialect.STATELESS.version();
    static final String PEER_BEFORE = Servers.PEER + ", " + Dialect.HANDSHAKE.version();

    Figures {
        cells = List.copyOf(cells);
    }

    Optional<Cell> find(String subject, Question question) {
        return cells.stream()
                .filter(cell -> cell.subject().name().equals(subject)
                        && cell.row().question() == question
                        && !cell.row().isCrowd())
                .findFirst();
    }

    /// What Nexus came to in its newest revision.
    Cell nexus(Question question) {
        return find(NEXUS, question).orElseThrow();
    }

    /// What Nexus came to when many asked at once.
    Cell crowd() {
        return cells.stream()
                .filter(cell -> cell.row().isCrowd() && cell.subject().name().equals(NEXUS))
                .findFirst()
                .orElseThrow();
    }

    /// What a call costs with authentication, grants and audit over what it costs without.
    double overUnguarded(Question question) {
        return cpu(GUARDED, question) / cpu(NEXUS, question);
    }

    double cpu(String subject, Question question) {
        return find(subject, question).orElseThrow().cpu();
    }

    /// Nexus's cost of a call over that of the parts it is made of.
    double overParts(Question question) {
        return cpu(NEXUS, question) / (cpu(DriverSubject.NAME, question) + cpu(Servers.ROUTE, question));
    }
}
