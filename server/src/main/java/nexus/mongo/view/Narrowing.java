package nexus.mongo.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// The stages that leave of a collection what a caller sees of it. They come before anything that the caller asks, so
/// that nothing it asks can reach what is kept back.
///
/// @param rows   leave the documents that are seen; none for all
/// @param values leave their fields that are seen; none for all
/// @param fields that are hidden or masked
/// @param isSeen whether the caller may know that there is such a collection
public record Narrowing(List<BsonDocument> rows, List<BsonDocument> values, Fields fields, boolean isSeen) {
    /// A name that no database, collection or field has. A filter that matches nothing would not do in place of a
    /// collection that is not seen: some stages and errors tell an empty collection from one that does not exist.
    public static final String NOWHERE = "nexus-" + UUID.randomUUID();

    private static final Narrowing UNSEEN =
            new Narrowing(List.of(), List.of(), new Fields(List.of(), List.of()), false);
    private static final Narrowing ALL = new Narrowing(List.of(), List.of(), UNSEEN.fields(), true);

    /// Stops nothing, but MongoDB moves no `$match` across a `$limit`: it would merge one of the caller's with the
    /// forced filter, and an `$expr` that fails on a document kept back would tell of it.
    private static final BsonDocument BARRIER = new BsonDocument("$limit", new BsonInt32(Integer.MAX_VALUE));

    /// Changes nothing, but DocumentDB makes one stage of `$unset` and an `$addFields` right behind it, whose
    /// expressions then see what was to be taken away: the caller's gets this one to melt with.
    private static final BsonDocument NOTHING_MORE = new BsonDocument("$unset", new BsonString(NOWHERE));

    public Narrowing {
        rows = List.copyOf(rows);
        values = List.copyOf(values);
    }

    /// Of a collection; one without sight does not exist.
    public static Narrowing of(Optional<Sight> sight) {
        return sight.map(Narrowing::of).orElse(UNSEEN);
    }

    /// Of a collection that is seen.
    public static Narrowing of(Sight sight) {
        if (sight.isWhole()) return ALL;
        var fields = Fields.of(sight);
        var rows =
                sight.filter().isEmpty() ? List.<BsonDocument>of() : List.of(match(BsonDocument.parse(sight.filter())));
        var values = new ArrayList<BsonDocument>();
        fields.masked().forEach(name -> values.add(Mask.stage(name)));
        var hidden = new BsonArray();
        fields.outermostHidden().forEach(name -> hidden.add(new BsonString(name)));
        if (!hidden.isEmpty()) values.addAll(List.of(new BsonDocument("$unset", hidden), NOTHING_MORE));
        return new Narrowing(rows, values, fields, true);
    }

    static BsonDocument match(BsonDocument filter) {
        return new BsonDocument("$match", filter);
    }

    /// Whether every document is seen as it is.
    public boolean isWhole() {
        return isSeen && isPlain();
    }

    /// Whether what is asked of [#source] needs no stages before it.
    public boolean isPlain() {
        return rows.isEmpty() && values.isEmpty();
    }

    /// The collection that is read where one is asked for.
    public String source(String collection) {
        return isSeen ? collection : NOWHERE;
    }

    /// The stages of a caller behind those of this narrowing, where nothing is kept back from the latter.
    List<BsonDocument> before(List<BsonDocument> asked) {
        if (isPlain()) return asked;
        var barrier = !rows.isEmpty() && Words.useExpr(asked) ? Stream.of(BARRIER) : Stream.<BsonDocument>empty();
        return Stream.of(rows.stream(), barrier, values.stream(), asked.stream())
                .flatMap(part -> part)
                .toList();
    }

    /// The condition of the forced filter and of the caller.
    BsonDocument and(BsonDocument asked) {
        if (rows.isEmpty()) return asked;
        var forced = rows.getFirst().getDocument("$match");
        return asked.isEmpty() ? forced : new BsonDocument("$and", new BsonArray(List.of(forced, asked)));
    }
}
