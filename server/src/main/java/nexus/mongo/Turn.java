package nexus.mongo;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/// One page's turn in a find: where it begins, and where the next one will.
///
/// @param start where it begins
/// @param order by which pages are exact, where the query has one
/// @param trail remembers the page's end, where that helps
record Turn(Position start, Optional<Keyset> order, Optional<Trail> trail) {
    static final String BY_SKIP =
            "The pages are by skip: documents that are inserted or removed in between can shift the rest; ";

    static Turn of(Find query, BsonDocument sort, BsonDocument projection) {
        var start = Position.parse(query.after());
        if (query.after().isEmpty()) start = start.skipping(query.skip());
        var begins = start;
        var order = Keyset.of(sort, projection);
        return new Turn(start, order, order.map(keyset -> new Trail(keyset, begins)));
    }

    /// The documents of this page and those that follow.
    BsonDocument filter(BsonDocument own) {
        if (start.isBeginning() || order.isEmpty()) return own;
        var after = order.get().after(start);
        return own.isEmpty() ? after : new BsonDocument("$and", new BsonArray(List.of(own, after)));
    }

    int skip() {
        return (int) Math.min(start.skip(), Integer.MAX_VALUE);
    }

    /// Tells how to go on.
    ///
    /// @param isPlain asked once for all pages: a position with values says that it was so
    void end(Page page, int limit, BooleanSupplier isPlain) {
        var exact = trail.flatMap(Trail::end).filter(_ -> !start.isBeginning() || isPlain.getAsBoolean());
        if (exact.isPresent()) {
            page.more(limit, exact.get(), "");
        } else {
            page.more(limit, start.skipping(page.count()), BY_SKIP + "sort by _id, and return it, to avoid that.");
        }
    }
}
