package nexus.chart.testing;

import java.util.List;

/// How a program ended, and what it said.
public record Result(List<String> command, int code, String out, String err) {
    public boolean isGood() {
        return code == 0;
    }

    /// What it wrote to its output.
    ///
    /// @throws AssertionError where it failed
    public String orFail() {
        if (!isGood()) {
            throw new AssertionError(String.join(" ", command) + " ended with " + code + ":\n" + err + out);
        }
        return out;
    }

    /// All that it said.
    public String text() {
        return out + err;
    }
}
