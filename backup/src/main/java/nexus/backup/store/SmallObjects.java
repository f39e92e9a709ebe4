package nexus.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// Objects that are written in one request, with a condition or without.
final class SmallObjects {
    private static final int TRIES = 3;

    private final Calls calls;
    private final Patience patience;
    private final Requests requests;
    private final Reads reads;
    private final SmallReads small;

    SmallObjects(Calls calls, Settings settings, Patience patience) {
        this.calls = calls;
        this.reads = new Reads(calls, settings);
        this.small = new SmallReads(calls, settings, patience);
        this.patience = patience;
        this.requests = new Requests(settings);
    }

    Stored put(String key, String text) {
        var writer = UUID.randomUUID().toString();
        return calls.run(Action.WRITE, key, client -> send(client, key, text, writer, request -> request));
    }

    /// Reads one.
    ///
    /// @param most bytes
    Optional<Content> find(String key, int most) {
        return small.find(key, most);
    }

    /// Under a condition that the store looks at.
    ///
    /// @return nothing where it does not hold
    Optional<Stored> put(String key, String text, UnaryOperator<PutObjectRequest.Builder> condition) {
        var writer = UUID.randomUUID().toString();
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(calls.attempt(client -> send(client, key, text, writer, condition)));
            } catch (SdkException e) {
                if (Failures.isMissing(e)) return Optional.empty();
                if (!Failures.isOvertaken(e)) throw calls.failures().of(Action.WRITE, key, e);
                var own = own(key, text, writer);
                if (own.isPresent() || Failures.isRefusedCondition(e)) return own;
                if (tries == TRIES) throw calls.failures().of(Action.WRITE, key, e);
                Waiting.after(tries, patience);
            }
        }
    }

    private Stored send(
            S3Client client,
            String key,
            String text,
            String writer,
            UnaryOperator<PutObjectRequest.Builder> condition) {
        var bytes = text.getBytes(UTF_8);
        var request = condition
                .apply(requests.put(key, writer, Digest.of(bytes)))
                .contentType("application/json")
                .build();
        return Answers.stored(key, bytes.length, client.putObject(request, RequestBody.fromBytes(bytes)));
    }

    /// What lies there, if this very call wrote it: its first attempt did, and the answer got lost.
    private Optional<Stored> own(String key, String text, String writer) {
        return reads.known(key)
                .filter(there -> isOwn(key, text, writer, there))
                .map(there -> Answers.stored(key, there));
    }

    /// Some stores forget metadata; there the text has to do.
    private boolean isOwn(String key, String text, String writer, HeadObjectResponse there) {
        var named = there.metadata().get(Requests.WRITER);
        if (named != null) return named.equals(writer);
        int length = text.getBytes(UTF_8).length;
        return there.contentLength() == length
                && small.find(key, length)
                        .filter(content -> content.text().equals(text))
                        .isPresent();
    }
}
