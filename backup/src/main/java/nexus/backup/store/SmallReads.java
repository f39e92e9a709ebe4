package nexus.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Objects that are read whole, into memory.
final class SmallReads {
    private static final int TRIES = 5;

    private final Calls calls;
    private final Settings settings;
    private final Patience patience;

    SmallReads(Calls calls, Settings settings, Patience patience) {
        this.calls = calls;
        this.settings = settings;
        this.patience = patience;
    }

    /// Stores have been seen to answer with the head of one version and the body of another while an object is written
    /// over; that is a matter of asking again.
    ///
    /// @param most bytes
    Optional<Content> find(String key, int most) {
        for (int tries = 1; ; tries++) {
            var read = read(key, most);
            if (read.isEmpty()) return Optional.empty();
            var written = Written.of(read.get().response());
            var digest = Digest.of(read.get().asByteArrayUnsafe());
            if (written.is(digest)) return read.map(SmallReads::content);
            if (tries == TRIES) throw written.another(key, digest);
            Waiting.after(tries, patience);
        }
    }

    private static Content content(ResponseBytes<GetObjectResponse> read) {
        return Answers.content(read.asString(UTF_8), read.response());
    }

    private Optional<ResponseBytes<GetObjectResponse>> read(String key, int most) {
        var request =
                GetObjectRequest.builder().bucket(settings.bucket()).key(key).build();
        try {
            var read = calls.attempt(client -> client.getObject(request, (head, body) -> bytes(head, body, most)));
            refuseLarger(key, read.response().contentLength(), most);
            return Optional.of(read);
        } catch (SdkException e) {
            if (Failures.isMissing(e)) return Optional.empty();
            throw calls.failures().of(Action.READ, key, e);
        }
    }

    private static ResponseBytes<GetObjectResponse> bytes(GetObjectResponse head, AbortableInputStream body, int most) {
        try {
            var bytes = body.readNBytes(most);
            if (head.contentLength() > most) body.abort();
            return ResponseBytes.fromByteArrayUnsafe(head, bytes);
        } catch (IOException e) {
            throw RetryableException.create("the connection broke", e);
        }
    }

    private static void refuseLarger(String key, long bytes, int most) {
        if (bytes > most)
            throw new StoreException(key + " has " + bytes + " bytes, and no more than " + most
                    + " are expected; it is not what its name says");
    }
}
