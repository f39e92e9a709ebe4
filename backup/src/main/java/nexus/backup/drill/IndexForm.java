package nexus.backup.drill;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Indexes in a form in which those that do the same are equal.
final class IndexForm {
    /// What a server writes there by itself, or has left off writing.
    private static final Set<String> OWN = Set.of("v", "ns", "background");

    private IndexForm() {}

    /// The names of those that are not the same on both sides.
    static List<String> differences(List<BsonDocument> wanted, List<BsonDocument> there) {
        var forms = there.stream().map(IndexForm::of).collect(Collectors.toSet());
        return wanted.stream()
                .filter(index -> !forms.contains(of(index)))
                .map(index -> index.getString("name", new BsonString("?")).getValue())
                .sorted()
                .toList();
    }

    /// Options may come in any order; the fields of a key may not.
    private static String of(BsonDocument index) {
        var form = new TreeMap<String, BsonValue>();
        index.forEach((name, value) -> {
            if (!OWN.contains(name)) form.put(name, numbersAlike(value));
        });
        // The version of the rules of a language, which every release of the server may raise.
        if (form.get("collation") instanceof BsonDocument collation) collation.remove("version");
        return form.toString();
    }

    private static BsonValue numbersAlike(BsonValue value) {
        if (value.isNumber()) return new BsonDouble(value.asNumber().doubleValue());
        if (value.isArray())
            return new BsonArray(
                    value.asArray().stream().map(IndexForm::numbersAlike).toList());
        if (!value.isDocument()) return value;
        var form = new BsonDocument();
        value.asDocument().forEach((name, each) -> form.append(name, numbersAlike(each)));
        return form;
    }
}
