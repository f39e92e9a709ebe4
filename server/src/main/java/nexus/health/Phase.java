package nexus.health;

import java.time.Duration;

/// One step of the start: what it waits for, how long that should take, and how it is tried.
///
/// @param name     one word for the log and the report, such as `mongodb`
/// @param waitsFor what it waits for, in words
/// @param deadline after this long one attempt counts as failed; the step is tried again
/// @param step     one attempt
public record Phase(String name, String waitsFor, Duration deadline, Step step) {
    /// One attempt, which must end within the deadline.
    @FunctionalInterface
    public interface Step {
        /// Tries it once.
        ///
        /// @throws RuntimeException with a sentence that says what is wrong and what to do
        void attempt(Duration deadline);
    }
}
