package nexus.backup.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import nexus.backup.run.Only;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyTest {
    private static final List<String> ALL =
            List.of("shop.orders", "shop.orders.2024", "shop.customers", "shop2.orders", "s.x*");

    /// A pattern, and what it asks for.
    record Fit(String pattern, List<String> namespaces) {}

    static Stream<Fit> fits() {
        return Stream.of(
                new Fit("shop", List.of("shop.orders", "shop.orders.2024", "shop.customers")),
                new Fit("shop*", List.of("shop.orders", "shop.orders.2024", "shop.customers", "shop2.orders")),
                new Fit("shop.orders", List.of("shop.orders")),
                new Fit("shop.orders*", List.of("shop.orders", "shop.orders.2024")),
                new Fit("shop.orders.2024", List.of("shop.orders.2024")),
                new Fit("shop.*", List.of("shop.orders", "shop.orders.2024", "shop.customers")),
                new Fit("*", ALL),
                new Fit("s.x*", List.of("s.x*")),
                new Fit("orders", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fits")
    void asksForWhatItSays(Fit row) {
        var only = new Only(List.of(row.pattern()));
        assertEquals(
                row.namespaces(), ALL.stream().filter(name -> wants(only, name)).toList());
        for (var name : row.namespaces()) assertTrue(only.wants(database(name)), name);
    }

    private static String database(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private static boolean wants(Only only, String name) {
        return only.wants(database(name), name.substring(name.indexOf('.') + 1));
    }

    @Test
    void severalAddUpAndNoneMeansAll() {
        var two = new Only(List.of("shop2", "shop.customers"));
        assertEquals(
                List.of("shop.customers", "shop2.orders"),
                ALL.stream().filter(name -> wants(two, name)).toList());
        assertTrue(ALL.stream().allMatch(name -> wants(Only.ALL, name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".orders", "shop.", "sh*p", "shop.o*s", "shop*.orders", "**"})
    void aPatternOfAnotherFormIsRefused(String pattern) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new Only(List.of(pattern)));
        assertTrue(refused.getMessage().contains("DATABASE.COLLECTION"), refused.getMessage());
    }
}
