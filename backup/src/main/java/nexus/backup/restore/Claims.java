package nexus.backup.restore;

import java.util.HexFormat;
import java.util.Optional;
import org.bson.BsonDocument;

/// Which collections of the target an earlier attempt has made, and may therefore be dropped without asking.
record Claims(Commands commands, Journal journal) {
    /// What stands for an identity where the server gives none.
    private static final String NAMELESS = "-";

    /// What the server calls a collection beside its name.
    String id(Namespace namespace) {
        return id(commands.info(namespace));
    }

    private static String id(BsonDocument info) {
        var about = info.getDocument("info", new BsonDocument());
        return about.isBinary("uuid")
                ? HexFormat.of().formatHex(about.getBinary("uuid").getData())
                : NAMELESS;
    }

    /// Whether a collection is there that the earlier attempt has made: one of the same identity, or one without a
    /// document where the attempt ended before it knew the identity.
    boolean isOurs(Namespace namespace) {
        var info = commands.info(namespace);
        return !info.isEmpty()
                && journal.note(namespace)
                        .filter(note -> isOurs(namespace, note, info))
                        .isPresent();
    }

    private boolean isOurs(Namespace namespace, Journal.Note note, BsonDocument info) {
        return switch (note.state()) {
            case CLEARING, MERGING -> false;
            case CREATING -> commands.count(namespace) == 0;
            case FILLING, DONE -> note.id().equals(id(info));
        };
    }

    /// Whether the earlier attempt has finished it.
    boolean isDone(Namespace namespace) {
        return journal.note(namespace).map(Journal.Note::state).equals(Optional.of(Journal.State.DONE))
                && isOurs(namespace);
    }
}
