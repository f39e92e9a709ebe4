package nexus.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;

/// Changes to the bytes of a body, whatever they mean.
final class BytesMutators {
    static final List<Mutator> ALL = List.of(
            body(BytesMutators::flip),
            body(BytesMutators::flip),
            body((text, random) -> text.substring(0, place(text, random))),
            body((text, random) -> text.substring(place(text, random))),
            body(BytesMutators::duplicate),
            body(BytesMutators::cutOut),
            body(BytesMutators::insert),
            body(BytesMutators::insert),
            body((text, random) -> text + Mutator.pick(Junk.BYTES, random)),
            body((text, random) -> Mutator.pick(Junk.BYTES, random) + text),
            body((text, random) ->
                    new String(new String(text.getBytes(ISO_8859_1), UTF_8).getBytes(UTF_16LE), ISO_8859_1)));

    private BytesMutators() {}

    /// A change to a text.
    private interface Change {
        String apply(String text, RandomGenerator random);
    }

    private static Mutator body(Change change) {
        return (request, random) -> request.withBody(change.apply(request.body(), random));
    }

    private static int place(String text, RandomGenerator random) {
        return random.nextInt(text.length() + 1);
    }

    private static String flip(String text, RandomGenerator random) {
        if (text.isEmpty()) return text;
        var changed = text.toCharArray();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--)
            changed[random.nextInt(changed.length)] = (char) random.nextInt(256);
        return new String(changed);
    }

    private static String duplicate(String text, RandomGenerator random) {
        int from = place(text, random);
        var part = text.substring(from, from + random.nextInt(text.length() - from + 1));
        int at = place(text, random);
        return text.substring(0, at) + part + text.substring(at);
    }

    private static String cutOut(String text, RandomGenerator random) {
        int from = place(text, random);
        return text.substring(0, from) + text.substring(from + random.nextInt(text.length() - from + 1));
    }

    private static String insert(String text, RandomGenerator random) {
        int at = place(text, random);
        return text.substring(0, at) + Mutator.pick(Junk.BYTES, random) + text.substring(at);
    }
}
