package nexus.backup.dump;

/// What was begun at a level of consistency cannot be ended at it; the message says why.
final class LevelLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    LevelLost(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
