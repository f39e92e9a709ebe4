package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which filters can be forced on every query.
class SightsTest {
    private static List<String> check(String filter) {
        return Sights.check(new Sight(List.of("a"), List.of("b"), filter, Level.READ));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "{\"region\": \"EU\"}",
                "{\"$or\": [{\"a\": {\"$in\": [1, 2]}}, {\"b\": null}]}",
                "{\"tenant\": {\"$oid\": \"507f1f77bcf86cd799439011\"}}",
                "{\"$expr\": {\"$eq\": [\"$owner\", \"$editor\"]}}",
            })
    void allowsWhatEveryQueryCanCarry(String filter) {
        assertEquals(List.of(), check(filter));
    }

    /// One row: a filter and what is said of it.
    record Bad(String filter, String problem) {}

    static List<Bad> bad() {
        return List.of(
                new Bad("{}", "filter holds no condition: leave it out to show all documents"),
                new Bad("[1]", "filter must be a JSON object, such as {\"name\": \"value\"}"),
                new Bad(
                        "{\"a\": {\"$regx\": \"b\"}}",
                        "filter.a.$regx: $regx is not a query operator for a field Nexus allows; did you mean $regex?"),
                new Bad(
                        "{\"$where\": \"1\"}",
                        "filter.$where: $where runs JavaScript inside the database: leave it out"),
                new Bad(
                        "{\"$and\": [{\"$text\": {\"$search\": \"b\"}}]}",
                        "filter.$and[0].$text: $text cannot be forced on every query"),
                new Bad(
                        "{\"place\": {\"$near\": [0, 0]}}",
                        "filter.place.$near: $near cannot be forced on every query"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void saysWhatIsWrong(Bad row) {
        assertEquals(List.of(row.problem()), check(row.filter()));
    }

    @Test
    void saysWhatCannotBeReadAtAll() {
        var problems = check("{\"a\": }");
        assertEquals(1, problems.size());
        assertEquals("filter is not Extended JSON", problems.getFirst().substring(0, 27));
    }
}
