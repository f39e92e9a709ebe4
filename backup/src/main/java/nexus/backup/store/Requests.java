package nexus.backup.store;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// Requests that make an object, with what the settings ask of each.
final class Requests {
    /// Metadata that names the call which wrote an object: an answer that got lost is told from somebody else's object.
    static final String WRITER = "writer";

    /// Metadata of an object that was written in one request: what it consists of.
    static final String SHA256 = "sha256";

    private final Settings settings;

    Requests(Settings settings) {
        this.settings = settings;
    }

    PutObjectRequest.Builder put(String key, String writer, Digest digest) {
        var request = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .metadata(Map.of(WRITER, writer, SHA256, digest.hex()))
                .contentLength(digest.bytes());
        if (settings.hasChecksums()) request.checksumSHA256(digest.base64());
        encryption().ifPresent(sse -> request.serverSideEncryption(sse).ssekmsKeyId(key()));
        return request;
    }

    CreateMultipartUploadRequest create(String key, String writer) {
        var request = CreateMultipartUploadRequest.builder()
                .bucket(settings.bucket())
                .key(key)
                .metadata(Map.of(WRITER, writer));
        if (settings.hasChecksums()) request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
        encryption().ifPresent(sse -> request.serverSideEncryption(sse).ssekmsKeyId(key()));
        return request.build();
    }

    private @Nullable String key() {
        return settings.sseKey().orElse(null);
    }

    private Optional<ServerSideEncryption> encryption() {
        return switch (settings.sse()) {
            case NONE -> Optional.empty();
            case AES256 -> Optional.of(ServerSideEncryption.AES256);
            case KMS -> Optional.of(ServerSideEncryption.AWS_KMS);
        };
    }
}
