package nexus.backup.store;

import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Requests to the store. The client tries again by itself what can help; here are the second try after expired
/// credentials, and the words for what went wrong.
final class Calls implements AutoCloseable {
    private final S3Client client;
    private final Credentials credentials;
    private final Failures failures;

    Calls(S3Client client, Credentials credentials, Failures failures) {
        this.client = client;
        this.credentials = credentials;
        this.failures = failures;
    }

    /// @throws StoreException whatever went wrong
    <T> T run(Action action, String key, Function<S3Client, T> request) {
        try {
            return attempt(request);
        } catch (SdkException e) {
            throw failures.of(action, key, e);
        }
    }

    /// For who can do something about a failure.
    ///
    /// @throws SdkException that of the client
    <T> T attempt(Function<S3Client, T> request) {
        int generation = credentials.generation();
        try {
            return request.apply(client);
        } catch (SdkException e) {
            if (!Failures.isExpired(e)) throw e;
            credentials.renew(generation);
            return request.apply(client);
        }
    }

    Failures failures() {
        return failures;
    }

    @Override
    public void close() {
        client.close();
        credentials.close();
    }
}
