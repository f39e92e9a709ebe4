package nexus.embedded;

import de.bwaldvogel.mongo.bson.ObjectId;
import java.nio.ByteBuffer;
import java.time.Instant;

/// ObjectIds that are the same on every start: a real id's time, then the kind of document, then its number.
enum Ids {
    CUSTOMER(1),
    PRODUCT(2),
    ORDER(3),
    TICKET(4);

    private final int kind;

    Ids(int kind) {
        this.kind = kind;
    }

    ObjectId of(Instant createdAt, int number) {
        return new ObjectId(ByteBuffer.allocate(12)
                .putInt((int) createdAt.getEpochSecond())
                .putInt(kind)
                .putInt(number)
                .array());
    }
}
