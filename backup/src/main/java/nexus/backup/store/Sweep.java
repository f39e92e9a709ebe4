package nexus.backup.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/// Gives up uploads that nobody will finish: their parts are paid for, and no listing shows them.
final class Sweep {
    private final Calls calls;
    private final Settings settings;

    Sweep(Calls calls, Settings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    List<String> below(String prefix, Instant before) {
        if (prefix.isEmpty()) throw new IllegalArgumentException("uploads of others are left alone: name a prefix");
        var old = uploads(prefix).stream()
                .filter(upload -> upload.key().startsWith(prefix))
                .filter(upload ->
                        upload.initiated() != null && upload.initiated().isBefore(before))
                .toList();
        old.forEach(this::abort);
        return old.stream().map(MultipartUpload::key).toList();
    }

    /// All pages, before the first is given up: that would shift the others.
    private List<MultipartUpload> uploads(String prefix) {
        var uploads = new ArrayList<MultipartUpload>();
        var after = Optional.<ListMultipartUploadsResponse>empty();
        do {
            var page = page(prefix, after);
            uploads.addAll(page.uploads());
            after = Optional.of(page).filter(ListMultipartUploadsResponse::isTruncated);
        } while (after.isPresent());
        return uploads;
    }

    private ListMultipartUploadsResponse page(String prefix, Optional<ListMultipartUploadsResponse> after) {
        return calls.run(
                Action.LIST_UPLOADS,
                prefix,
                client -> client.listMultipartUploads(request -> {
                    request.bucket(settings.bucket()).prefix(prefix);
                    after.ifPresent(
                            last -> request.keyMarker(last.nextKeyMarker()).uploadIdMarker(last.nextUploadIdMarker()));
                }));
    }

    private void abort(MultipartUpload upload) {
        try {
            abort(calls, settings, upload.key(), upload.uploadId(), Optional.empty());
        } catch (SdkException e) {
            throw calls.failures().of(Action.ABORT, upload.key(), e);
        }
    }

    /// Gives up one upload, unless it is gone.
    ///
    /// @param within the time it may take, all attempts together
    static void abort(Calls calls, Settings settings, String key, String id, Optional<Duration> within) {
        try {
            calls.attempt(client -> client.abortMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(key)
                    .uploadId(id)
                    .overrideConfiguration(limits -> within.ifPresent(limits::apiCallTimeout))));
        } catch (SdkException e) {
            if (!Failures.isMissing(e)) throw e;
        }
    }
}
