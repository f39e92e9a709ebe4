package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import nexus.testing.Json;
import nexus.testing.Json.Field;
import nexus.testing.Json.Fields;
import nexus.testing.Json.Leaf;

/// Changes to what the JSON of a body says. A body that is no JSON any more gets its bytes changed instead.
final class JsonMutators {
    static final List<Mutator> ALL = List.of(
            value(JsonMutators::junk),
            value(JsonMutators::junk),
            value(JsonMutators::junk),
            value((_, random) -> Json.string(Mutator.pick(Junk.WORDS, random))),
            value((_, random) -> Json.string(Mutator.pick(Junk.WORDS, random))),
            value((value, _) -> new Leaf(Json.string(value.written()).written())),
            object(JsonMutators::drop),
            object(JsonMutators::drop),
            object(JsonMutators::duplicate),
            object(JsonMutators::rename),
            object(JsonMutators::add),
            object(JsonMutators::add),
            object(JsonMutators::shuffle),
            envelope("id", JsonMutators::junk),
            envelope("method", (_, random) -> Json.string(Mutator.pick(Junk.WORDS, random))),
            envelope("params", JsonMutators::junk),
            envelope("jsonrpc", JsonMutators::junk));

    private JsonMutators() {}

    /// A change to a value.
    private interface Change<T> {
        Json apply(T value, RandomGenerator random);
    }

    private static Mutator json(Change<Json> change) {
        return (request, random) -> {
            try {
                var body = change.apply(Json.parse(request.body().getBytes(ISO_8859_1)), random);
                // Leaves are bytes already; all else is text.
                return request.withBody(new String(body.written().getBytes(UTF_8), ISO_8859_1));
            } catch (IllegalArgumentException e) {
                return Mutator.pick(BytesMutators.ALL, random).apply(request, random);
            }
        };
    }

    /// Changes one value, anywhere.
    private static Mutator value(Change<Json> change) {
        return json((body, random) ->
                Place.any(body, _ -> true, random).change(body, value -> change.apply(value, random)));
    }

    /// Changes one object, anywhere.
    private static Mutator object(Change<Fields> change) {
        return json((body, random) -> Place.any(body, value -> value instanceof Fields, random)
                .change(body, value -> change.apply((Fields) value, random)));
    }

    /// Changes a field of the message itself.
    private static Mutator envelope(String name, Change<Json> change) {
        return json((body, random) -> {
            var field = body.at(name);
            return field.isEmpty() ? junk(body, random) : body.with(name, change.apply(field.get(), random));
        });
    }

    private static Json junk(Json value, RandomGenerator random) {
        var junk = random.nextInt(10) == 0 ? Junk.BROKEN : Junk.VALUES;
        return new Leaf(new String(Mutator.pick(junk, random).getBytes(ISO_8859_1), UTF_8));
    }

    private static Json drop(Fields fields, RandomGenerator random) {
        var all = new ArrayList<>(fields.all());
        if (!all.isEmpty()) all.remove(random.nextInt(all.size()));
        return new Fields(all);
    }

    private static Json duplicate(Fields fields, RandomGenerator random) {
        var all = new ArrayList<>(fields.all());
        if (all.isEmpty()) return fields;
        var twin = Mutator.pick(all, random);
        var value = random.nextBoolean() ? twin.value() : junk(twin.value(), random);
        all.add(random.nextInt(all.size() + 1), new Field(twin.name(), value));
        return new Fields(all);
    }

    private static Json rename(Fields fields, RandomGenerator random) {
        var all = new ArrayList<>(fields.all());
        if (all.isEmpty()) return fields;
        int which = random.nextInt(all.size());
        var name = all.get(which).name();
        var other = random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : Mutator.pick(Junk.FIELDS, random);
        all.set(which, new Field(other, all.get(which).value()));
        return new Fields(all);
    }

    private static Json add(Fields fields, RandomGenerator random) {
        var all = new ArrayList<>(fields.all());
        all.add(random.nextInt(all.size() + 1), new Field(Mutator.pick(Junk.FIELDS, random), junk(fields, random)));
        return new Fields(all);
    }

    private static Json shuffle(Fields fields, RandomGenerator random) {
        var all = new ArrayList<>(fields.all());
        Collections.shuffle(all, new Random(random.nextLong()));
        return new Fields(all);
    }
}
