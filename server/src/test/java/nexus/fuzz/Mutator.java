package nexus.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/// Makes a request worse.
@FunctionalInterface
interface Mutator {
    Request apply(Request request, RandomGenerator random);

    /// All of them.
    static List<List<Mutator>> families() {
        return List.of(
                BytesMutators.ALL,
                JsonMutators.ALL,
                JsonMutators.ALL,
                JsonMutators.ALL,
                JsonMutators.ALL,
                HeaderMutators.ALL,
                HeaderMutators.ALL);
    }

    /// One of several.
    static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
