package nexus.backup.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import nexus.config.Section;

/// Which bucket, and how it is spoken to. Credentials come from where the AWS SDK looks for them: the environment,
/// a web identity token, a profile, the machine's role.
///
/// @param bucket    its name
/// @param prefix    below which everything lies; may be empty
/// @param endpoint  of a store that is not AWS
/// @param region    which signatures name
/// @param pathStyle whether the bucket stands in the path and not in the host name
/// @param sse       server-side encryption that is asked for
/// @param sseKey    the key of the store's key service, with `aws:kms`
/// @param partBytes of an upload; more where an object would have too many parts
/// @param checksums what is sent with each part, for the store to compare
/// @param timeout   of one attempt to send a part; other requests have less
public record Settings(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Sse sse,
        Optional<String> sseKey,
        int partBytes,
        Checksums checksums,
        Duration timeout) {
    private static final String ENDPOINT = "http:// or https:// and a host";

    /// Encryption by the store, beside our own.
    public enum Sse {
        NONE,
        AES256,
        KMS
    }

    /// Hashes that the store is given.
    public enum Checksums {
        SHA256,
        /// For stores that refuse what they do not know.
        NONE
    }

    /// Reads `backup.store`.
    public static Settings read(Section section) {
        var endpoint = section.textIfSet("endpoint", ENDPOINT);
        var uri = endpoint.flatMap(Settings::uri);
        if (endpoint.isPresent() && uri.isEmpty())
            section.problem("endpoint", "it is not the address of a store", ENDPOINT, "endpoint: https://s3.example");
        var sse = section.choice("sse", Sse.class);
        var sseKey = section.textIfSet("sse-key", "the name of a key, with sse: kms");
        if (sseKey.isPresent() && sse != Sse.KMS)
            section.problem("sse-key", "no key is used with this sse", "nothing, or sse: kms beside it", "sse: kms");
        return new Settings(
                section.text("bucket", "the name of a bucket", "bucket: backups"),
                section.textIfSet("prefix", "a folder in the bucket").orElse(""),
                uri,
                section.text("region", "a region", "region: eu-central-1"),
                section.flag("path-style"),
                sse,
                sseKey,
                Math.toIntExact(section.bytes("part-size", 5 << 20, 512 << 20)),
                section.choice("checksums", Checksums.class),
                section.duration("timeout", Duration.ofSeconds(5), Duration.ofHours(1)));
    }

    boolean hasChecksums() {
        return checksums == Checksums.SHA256;
    }

    private static Optional<URI> uri(String text) {
        try {
            var uri = new URI(text);
            var isAddress = Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null;
            return Optional.of(uri).filter(_ -> isAddress);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
