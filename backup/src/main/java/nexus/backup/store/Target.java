package nexus.backup.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// The object that an upload makes, and the requests for it.
///
/// @param writer  names this upload in the object's metadata
/// @param attempt how long one attempt to send a part may take
record Target(Calls calls, Settings settings, Patience patience, String key, String writer, Duration attempt) {
    Target(Calls calls, Settings settings, Patience patience, String key, Duration attempt) {
        this(calls, settings, patience, key, UUID.randomUUID().toString(), attempt);
    }

    /// The whole object in one request.
    void put(Part part) {
        var request = new Requests(settings)
                .put(key, writer, part.digest())
                .overrideConfiguration(limits(attempt))
                .build();
        calls.run(Action.WRITE, key, client -> client.putObject(request, part.body()));
    }

    /// Begins an upload and returns its id.
    String create() {
        var request = new Requests(settings).create(key, writer);
        return calls.run(Action.WRITE, key, client -> client.createMultipartUpload(request))
                .uploadId();
    }

    CompletedPart send(String id, int number, Part part) {
        var checksum = Optional.of(part)
                .filter(_ -> settings.hasChecksums())
                .map(all -> all.digest().base64());
        var answer = calls.run(
                Action.WRITE,
                key,
                client -> client.uploadPart(
                        request -> request.bucket(settings.bucket())
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentLength(part.size())
                                .checksumSHA256(checksum.orElse(null))
                                .overrideConfiguration(limits(attempt)),
                        part.body()));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumSHA256(checksum.orElse(null))
                .build();
    }

    /// The store may have to copy all of it. When it has, and its answer got lost, the next attempt finds no upload.
    void complete(String id, List<CompletedPart> parts) {
        try {
            calls.attempt(client -> client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts))
                    .overrideConfiguration(limits(patience.call(attempt)))));
        } catch (SdkException e) {
            if (!Failures.isMissing(e) || !isWritten()) throw calls.failures().of(Action.WRITE, key, e);
        }
    }

    private boolean isWritten() {
        return new Reads(calls, settings)
                .metadata(key, Requests.WRITER)
                .filter(writer::equals)
                .isPresent();
    }

    /// @throws SdkException if it cannot be done in little time
    void abort(String id) {
        Sweep.abort(calls, settings, key, id, Optional.of(patience.abort()));
    }

    /// The object, once the store has as much of it as was written.
    Stored whole(long bytes) {
        var there = new Reads(calls, settings).head(key);
        if (there.isPresent() && there.get().bytes() == bytes) return there.get();
        var what = there.map(object -> object.bytes() + " bytes of it").orElse("no such object");
        throw new StoreException("the store said that it has " + key + ", of which " + bytes
                + " bytes were sent; it has "
                + what + " in " + calls.failures().place() + ". It does not keep what it is given, or somebody else"
                + " writes there");
    }

    private AwsRequestOverrideConfiguration limits(Duration time) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(time)
                .apiCallTimeout(patience.call(time))
                .build();
    }
}
