package nexus.backup.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// What lies below a prefix, page by page.
final class Listing {
    private static final String SLASH = "/";

    private final Calls calls;
    private final Settings settings;

    Listing(Calls calls, Settings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    void objects(String prefix, Consumer<Stored> each) {
        pages(
                prefix,
                Optional.empty(),
                page -> page.contents().stream().map(Answers::stored).forEach(each));
    }

    List<String> folders(String prefix) {
        var folders = new ArrayList<String>();
        pages(
                prefix,
                Optional.of(SLASH),
                page -> page.commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .map(folder -> folder.substring(prefix.length(), folder.length() - SLASH.length()))
                        .forEach(folders::add));
        return List.copyOf(folders);
    }

    private void pages(String prefix, Optional<String> delimiter, Consumer<ListObjectsV2Response> each) {
        var next = Optional.<String>empty();
        do {
            var page = page(prefix, delimiter, next);
            each.accept(page);
            next = Optional.ofNullable(page.nextContinuationToken());
        } while (next.isPresent());
    }

    private ListObjectsV2Response page(String prefix, Optional<String> delimiter, Optional<String> from) {
        return calls.run(
                Action.LIST,
                prefix,
                client -> client.listObjectsV2(request -> request.bucket(settings.bucket())
                        .prefix(prefix)
                        .delimiter(delimiter.orElse(null))
                        .continuationToken(from.orElse(null))));
    }
}
