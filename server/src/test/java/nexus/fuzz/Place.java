package nexus.fuzz;

import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import nexus.testing.Json;

/// A value within a value, by its number from the outside in, among those of a kind.
final class Place {
    private final Predicate<Json> kind;
    private int left;

    private Place(Predicate<Json> kind, int number) {
        this.kind = kind;
        this.left = number;
    }

    /// One of all values of a kind within a value; none where there are none.
    static Place any(Json value, Predicate<Json> kind, RandomGenerator random) {
        int count = count(value, kind);
        return new Place(kind, count == 0 ? -1 : random.nextInt(count));
    }

    private static int count(Json value, Predicate<Json> kind) {
        int inside = switch (value) {
            case Json.Leaf _ -> 0;
            case Json.Items(var all) ->
                all.stream().mapToInt(item -> count(item, kind)).sum();
            case Json.Fields(var all) ->
                all.stream().mapToInt(field -> count(field.value(), kind)).sum();
        };
        return inside + (kind.test(value) ? 1 : 0);
    }

    /// The same value with the one at this place changed.
    Json change(Json value, UnaryOperator<Json> change) {
        if (kind.test(value) && left-- == 0) return change.apply(value);
        return switch (value) {
            case Json.Leaf _ -> value;
            case Json.Items(var all) -> {
                var changed = new ArrayList<Json>();
                for (var item : all) changed.add(change(item, change));
                yield new Json.Items(changed);
            }
            case Json.Fields(var all) -> {
                var changed = new ArrayList<Json.Field>();
                for (var field : all) changed.add(new Json.Field(field.name(), change(field.value(), change)));
                yield new Json.Fields(changed);
            }
        };
    }
}
