package nexus.mongo;

/// Carries a reason from deep inside an argument up to [Reader], where it becomes [Answer.Refused]. It never leaves the
/// room, and it has no stack trace because it is an expected end.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
