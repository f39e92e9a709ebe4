package nexus.testing;

/// A name that no name server is asked about: a resolver cannot write a label of more than 63 bytes into a question.
public final class UnknownName {
    public static final String TEXT = "x".repeat(64) + ".invalid";

    private UnknownName() {}
}
