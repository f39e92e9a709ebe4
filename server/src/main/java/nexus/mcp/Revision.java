package nexus.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The protocol revisions that are served, newest first.
public enum Revision {
    /// Stateless: each request says all there is to know.
    V2026_07_28("2026-07-28"),
    V2025_11_25("2025-11-25"),
    V2025_06_18("2025-06-18"),
    /// Batches, and results as text only.
    V2025_03_26("2025-03-26");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    static final Revision NEWEST_LEGACY = V2025_11_25;

    /// What a request without a version header speaks, MCP 2025-06-18 "basic/transports".
    static final Revision WITHOUT_HEADER = V2025_03_26;

    static final List<Revision> ALL = List.of(values());
    static final String ALL_AS_JSON =
            ALL.stream().map(revision -> "\"" + revision.date + "\"").collect(Collectors.joining(",", "[", "]"));

    private final String date;

    Revision(String date) {
        this.date = date;
    }

    /// The name on the wire, such as `2025-11-25`.
    public String date() {
        return date;
    }

    static Optional<Revision> of(String date) {
        return Arrays.stream(values())
                .filter(revision -> revision.date.equals(date))
                .findFirst();
    }

    /// Whether a version on the wire belongs to the stateless era: revisions are dates, and dates sort.
    static boolean isModern(String date) {
        return DATE.matcher(date).matches() && date.compareTo(V2026_07_28.date) >= 0;
    }

    /// Whether tools, resources and prompts have a title.
    boolean hasTitles() {
        return this != V2025_03_26;
    }

    /// Whether results may carry `structuredContent`.
    boolean hasStructuredContent() {
        return this != V2025_03_26;
    }
}
