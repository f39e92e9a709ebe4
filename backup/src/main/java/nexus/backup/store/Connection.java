package nexus.backup.store;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes the client of a store.
final class Connection {
    /// More than any program here asks at once.
    private static final int MOST_CONNECTIONS = 64;

    private Connection() {}

    static S3Client open(Settings settings, Credentials credentials, Patience patience) {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials)
                // Framing of the body by chunks is what stores have stored as if it were the object. Checksums are sent
                // as headers, which needs none.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        settings.hasChecksums()
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override(patience, new Failures(settings).place()))
                .httpClient(http(patience));
        settings.endpoint().ifPresent(builder::endpointOverride);
        if (!settings.hasChecksums()) builder.addPlugin(LegacyMd5Plugin.create());
        return builder.build();
    }

    private static ClientOverrideConfiguration override(Patience patience, String place) {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(patience.small())
                .apiCallTimeout(patience.call(patience.small()))
                .retryStrategy(retries(patience))
                .addExecutionInterceptor(new Attempts(place, patience.attempts()))
                .build();
    }

    /// Without the brake that ends all retries of a client together: the number of attempts is bound enough, and a
    /// backup that gives up has to be made again.
    private static RetryStrategy retries(Patience patience) {
        var backoff = BackoffStrategy.exponentialDelay(patience.firstWait(), patience.longestWait());
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts())
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)
                .retryOnException(Failures::isDamagedOnTheWay)
                .circuitBreakerEnabled(false)
                .build();
    }

    private static SdkHttpClient http(Patience patience) {
        return Apache5HttpClient.builder()
                .maxConnections(MOST_CONNECTIONS)
                .connectionTimeout(patience.connect())
                .connectionAcquisitionTimeout(patience.small())
                .socketTimeout(patience.silence())
                .build();
    }
}
