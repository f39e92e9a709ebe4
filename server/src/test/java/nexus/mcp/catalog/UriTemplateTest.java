package nexus.mcp.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// From names to URIs and back.
class UriTemplateTest {
    private final UriTemplate template = new UriTemplate("mongodb://{connection}/{database}/schema");

    private Optional<String> database(String uri) {
        return template.match(uri).map(variables -> variables.get("database"));
    }

    /// One row: a name, and how it stands in a URI.
    record Row(String name, String encoded) {}

    static List<Row> rows() {
        return List.of(
                new Row("shop", "shop"),
                new Row("my shop", "my%20shop"),
                new Row("a+b", "a%2Bb"),
                new Row("a/b", "a%2Fb"),
                new Row("100%", "100%25"),
                new Row("%2F", "%252F"),
                new Row("what?#", "what%3F%23"),
                new Row("a.b-c_d~e", "a.b-c_d~e"),
                new Row("..", ".."),
                new Row("a*b", "a%2Ab"),
                new Row("grün", "gr%C3%BCn"),
                new Row("🌍", "%F0%9F%8C%8D"),
                new Row("{database}", "%7Bdatabase%7D"),
                new Row("$where", "%24where"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void writesAndReadsEveryName(Row row) {
        var uri = template.expand("main", row.name());
        assertEquals("mongodb://main/" + row.encoded() + "/schema", uri);
        assertEquals(Optional.of(Map.of("connection", "main", "database", row.name())), template.match(uri));
    }

    @Test
    void putsNoValueIntoAnother() {
        assertEquals("mongodb://%7Bdatabase%7D/b/schema", template.expand("{database}", "b"));
    }

    @Test
    void readsWhatOthersNeedNotEncode() {
        assertEquals(Optional.of("a+b"), database("mongodb://main/a+b/schema"));
        assertEquals(Optional.of("a$b;c=1"), database("mongodb://main/a$b;c=1/schema"));
        assertEquals(Optional.of("grün"), database("mongodb://main/grün/schema"));
        assertEquals(Optional.of("a/b"), database("mongodb://main/a%2fb/schema"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "mongodb://main/shop",
                "mongodb://main/shop/schema/",
                "mongodb://main//schema",
                "mongodb:///shop/schema",
                "mongodb://main/a/b/schema",
                "mongodb://main/shop?x/schema",
                "mongodb://main/shop#x/schema",
                "mongodb://main/shop/schema?x",
                "MONGODB://main/shop/schema",
                "xmongodb://main/shop/schema",
                "mongodb://main/%/schema",
                "mongodb://main/%2/schema",
                "mongodb://main/%zz/schema",
                "mongodb://main/%-1/schema",
                "mongodb://main/%+1/schema"
            })
    void fitsNothingElse(String uri) {
        assertEquals(Optional.empty(), template.match(uri));
    }

    @Test
    void fitsNoUriThatIsFarTooLong() {
        var frame = "mongodb://main//schema".length();
        assertTrue(database("mongodb://main/" + "x".repeat(4096 - frame) + "/schema")
                .isPresent());
        assertTrue(database("mongodb://main/" + "x".repeat(4097 - frame) + "/schema")
                .isEmpty());
    }

    @Test
    void takesWhatStandsBetweenTheVariablesLiterally() {
        var fixed = new UriTemplate("test://a.b/(c)*");
        assertTrue(fixed.isFixed());
        assertEquals(Optional.of(Map.of()), fixed.match("test://a.b/(c)*"));
        assertEquals(Optional.empty(), fixed.match("test://axb/(c)*"));
    }

    @Test
    void knowsItsVariables() {
        assertFalse(template.isFixed());
        assertTrue(template.has("database"));
        assertFalse(template.has("schema"));
    }
}
