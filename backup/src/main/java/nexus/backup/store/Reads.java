package nexus.backup.store;

import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
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
