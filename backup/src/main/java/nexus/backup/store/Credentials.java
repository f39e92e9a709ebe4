package nexus.backup.store;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Where credentials come from. A provider keeps what it found until that is due; when the store says earlier that it
/// has expired, a new provider looks again.
final class Credentials implements AwsCredentialsProvider, AutoCloseable {
    private final Supplier<AwsCredentialsProvider> source;
    private AwsCredentialsProvider provider;
    private int generation;

    Credentials(Supplier<AwsCredentialsProvider> source) {
        this.source = source;
        this.provider = source.get();
    }

    /// Those that the AWS SDK finds.
    static Credentials found() {
        return new Credentials(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return current().resolveCredentials();
    }

    private synchronized AwsCredentialsProvider current() {
        return provider;
    }

    /// Grows with each renewal.
    synchronized int generation() {
        return generation;
    }

    /// Looks again, unless somebody did so since.
    ///
    /// @param seen the generation that the store refused
    synchronized void renew(int seen) {
        if (seen != generation) return;
        close();
        provider = source.get();
        generation++;
    }

    @Override
    public synchronized void close() {
        if (provider instanceof SdkAutoCloseable closeable) closeable.close();
    }
}
