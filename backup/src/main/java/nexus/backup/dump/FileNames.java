package nexus.backup.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.MongoNamespace;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Names of files as mongodump gives them (mongo-tools 100.18, `outputPath`).
final class FileNames {
    static final String PRELUDE = "dump/prelude.json";
    static final String OPLOG = "dump/oplog.bson";

    private static final int LONGEST = 238;
    private static final int KEPT = 208;

    private FileNames() {}

    static String documents(MongoNamespace name) {
        return path(name) + ".bson";
    }

    static String metadata(MongoNamespace name) {
        return path(name) + ".metadata.json";
    }

    private static String path(MongoNamespace name) {
        return "dump/" + name.getDatabaseName() + "/" + file(name.getCollectionName());
    }

    /// A collection's name as Go's `url.QueryEscape` writes it; of one that is too long for a file its beginning and a
    /// hash.
    static String file(String collection) {
        var escaped = URLEncoder.encode(collection, UTF_8).replace("*", "%2A").replace("%7E", "~");
        if (escaped.length() <= LONGEST) return escaped;
        var hash = Base64.getUrlEncoder().withoutPadding().encodeToString(sha1(collection));
        return escaped.substring(0, KEPT) + "%24" + hash;
    }

    /// Not for safety: mongorestore expects this one.
    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
