package nexus.config;

import java.time.Duration;

/// One step of trying out a configuration.
///
/// @param name what was tried, in a word or two
/// @param text what came of it: facts, or what is wrong and what to do
/// @param time since the step before it
public record Step(String name, Outcome outcome, String text, Duration time) {
    /// What came of a step.
    public enum Outcome {
        OK,
        /// It works, but somebody should look.
        WARNING,
        FAILED,
        /// It was not tried, because what it rests on has failed.
        SKIPPED
    }
}
