package nexus.embedded;

import de.bwaldvogel.mongo.bson.Decimal128;
import java.math.BigDecimal;

/// Cents to the exact decimal that MongoDB stores.
final class Money {
    private Money() {}

    static Decimal128 of(long cents) {
        return new Decimal128(BigDecimal.valueOf(cents, 2));
    }
}
