package nexus.backup.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/// Deletes objects, as many in one request as S3 takes.
final class Deletion {
    private static final int MOST = 1000;
    private static final int MOST_NAMED = 5;

    private final Calls calls;
    private final Settings settings;

    Deletion(Calls calls, Settings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    void of(Collection<String> keys) {
        var all = List.copyOf(keys);
        var errors = new ArrayList<S3Error>();
        for (int i = 0; i < all.size(); i += MOST) errors.addAll(batch(all.subList(i, Math.min(i + MOST, all.size()))));
        if (!errors.isEmpty()) throw new StoreException(words(errors, all.size()));
    }

    private List<S3Error> batch(List<String> keys) {
        var objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        var first = keys.getFirst() + (keys.size() > 1 ? " and " + (keys.size() - 1) + " more" : "");
        return calls.run(
                        Action.DELETE,
                        first,
                        client -> client.deleteObjects(request -> request.bucket(settings.bucket())
                                .delete(keysOf -> keysOf.objects(objects).quiet(true))))
                .errors();
    }

    private String words(List<S3Error> errors, int all) {
        var named = errors.stream()
                .limit(MOST_NAMED)
                .map(error -> error.key() + " (" + error.code() + ")")
                .collect(Collectors.joining(", "));
        var more = errors.size() > MOST_NAMED ? " and others" : "";
        return "cannot delete " + errors.size() + " of " + all + " objects in "
                + calls.failures().place() + ": " + named + more + "; grant " + Action.DELETE.permission()
                + " where access is denied, and look for object locks";
    }
}
