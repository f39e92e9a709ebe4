package nexus.mongo;

import org.jspecify.annotations.Nullable;

/// Where in an argument a value stands; the text is made only when somebody reads it.
///
/// @param step  `.name` or `[index]`, the argument's name at the top
/// @param depth levels above this one
record Path(@Nullable Path parent, String step, int depth) {
    private static final int DEEPEST = 100;
    private static final int LONGEST = 300;

    static Path of(String argument) {
        return new Path(null, argument, 0);
    }

    /// @throws Refusal if this would be too deep
    Path at(String name) {
        return below("." + name);
    }

    /// @throws Refusal if this would be too deep
    Path at(int index) {
        return below("[" + index + "]");
    }

    private Path below(String next) {
        if (depth >= DEEPEST) throw new Refusal(root() + " is nested deeper than " + DEEPEST + " levels: flatten it");
        return new Path(this, next, depth + 1);
    }

    private String root() {
        var path = this;
        for (var above = path.parent; above != null; above = above.parent) path = above;
        return path.step;
    }

    @Override
    public String toString() {
        var text = parent == null ? step : parent + step;
        return text.length() > LONGEST ? "…" + text.substring(text.length() - LONGEST) : text;
    }
}
