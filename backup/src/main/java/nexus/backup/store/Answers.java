package nexus.backup.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What answers of the store say, in our terms.
final class Answers {
    private Answers() {}

    /// The store's clock when it answered.
    static Instant time(SdkResponse response) {
        var date = response.sdkHttpResponse().firstMatchingHeader("Date").orElse("");
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new StoreException(
                    "the store does not tell its time: its answer has \"" + date + "\" for Date; a proxy before it must"
                            + " leave that header alone",
                    e);
        }
    }

    static Stored stored(String key, long bytes, PutObjectResponse response) {
        return new Stored(key, bytes, response.eTag(), time(response));
    }

    static Stored stored(String key, HeadObjectResponse response) {
        return new Stored(key, response.contentLength(), response.eTag(), response.lastModified());
    }

    static Stored stored(S3Object object) {
        return new Stored(object.key(), object.size(), object.eTag(), object.lastModified());
    }

    static Content content(String text, GetObjectResponse response) {
        return new Content(text, response.eTag(), response.lastModified(), time(response));
    }
}
