package nexus.tools;

/// What a prompt is about.
sealed interface Subject {
    /// It is there.
    record Known(Place place) implements Subject {}

    /// Nobody can tell now whether it is there.
    record Unseen(Place place, String reason) implements Subject {}

    /// There is no such thing.
    ///
    /// @param reason names those that there are
    record Unknown(String reason) implements Subject {}
}
