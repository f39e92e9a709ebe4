package nexus.backup.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// What is read of single objects.
final class Reads {
    private final Calls calls;
    private final Settings settings;

    Reads(Calls calls, Settings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    Optional<Stored> head(String key) {
        return known(key).map(answer -> Answers.stored(key, answer));
    }

    /// What its metadata say, or nothing where the store has forgotten it or has no such object.
    Optional<String> metadata(String key, String name) {
        return known(key).map(answer -> answer.metadata().get(name));
    }

    Optional<HeadObjectResponse> known(String key) {
        var request =
                HeadObjectRequest.builder().bucket(settings.bucket()).key(key).build();
        try {
            return Optional.of(calls.attempt(client -> client.headObject(request)));
        } catch (SdkException e) {
            if (Failures.isMissing(e)) return Optional.empty();
            throw calls.failures().of(Action.READ, key, e);
        }
    }

    /// @param most bytes
    Optional<Content> find(String key, int most) {
        var request = get(key).build();
        try {
            return Optional.of(calls.attempt(
                    client -> client.getObject(request, (response, body) -> content(key, most, response, body))));
        } catch (SdkException e) {
            if (Failures.isMissing(e)) return Optional.empty();
            throw calls.failures().of(Action.READ, key, e);
        }
    }

    private static Content content(String key, int most, GetObjectResponse response, AbortableInputStream body) {
        if (response.contentLength() > most) {
            body.abort();
            throw new StoreException(key + " has " + response.contentLength() + " bytes, and no more than " + most
                    + " are expected; it is not what its name says");
        }
        try {
            var bytes = body.readNBytes(most);
            check(key, Digest.of(bytes), response);
            return Answers.content(new String(bytes, UTF_8), response);
        } catch (IOException e) {
            throw RetryableException.create("the connection broke", e);
        }
    }

    /// Compares what was read whole with what was written, where the object says that.
    static void check(String key, Digest read, GetObjectResponse response) {
        var written = response.metadata().get(Requests.SHA256);
        if (written != null && !written.equals(read.hex()))
            throw new AlteredException("what was read of " + key + " is not what was written: its SHA-256 is "
                    + read.hex() + ", not " + written + "; the store or the way from it is broken");
    }

    /// The whole of an object.
    ResponseInputStream<GetObjectResponse> open(String key) {
        var request = get(key).build();
        return calls.run(Action.READ, key, client -> client.getObject(request));
    }

    /// The rest of an object, while it is the same.
    ResponseInputStream<GetObjectResponse> open(String key, long from, String etag) {
        var request = get(key).range("bytes=" + from + "-").ifMatch(etag).build();
        return calls.run(Action.READ, key, client -> client.getObject(request));
    }

    private GetObjectRequest.Builder get(String key) {
        return GetObjectRequest.builder().bucket(settings.bucket()).key(key);
    }
}
