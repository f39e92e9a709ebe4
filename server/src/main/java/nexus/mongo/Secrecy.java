package nexus.mongo;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/// Takes addresses and credentials out of what a server tells of itself: the address from which it sees Nexus is that
/// of the bastion.
final class Secrecy {
    private static final int LONGEST = 2_000;
    private static final BsonString HIDDEN = new BsonString("<hidden>");

    /// Fields, in lower case, that hold an address, a secret, or a session of somebody.
    private static final Set<String> SECRETS = Set.of(
            "remote",
            "client",
            "host",
            "hosts",
            "hostandport",
            "hostname",
            "arbiters",
            "passives",
            "address",
            "syncsource",
            "syncsourcehost",
            "serverinfo",
            "connectionstring",
            "uri",
            "pwd",
            "password",
            "passphrase",
            "digestpassword",
            "payload",
            "credentials",
            "keyfile",
            "secret",
            "signature",
            "lsid",
            "$clustertime",
            "$client",
            "$configtime",
            "$topologytime",
            "$audit",
            "clientmetadata",
            "keyvaultnamespace",
            "kmsproviders");

    private static final Pattern URI = Pattern.compile("mongodb(\\+srv)?://[^\\s\"']++");
    private static final Pattern ADDRESS = Pattern.compile(
            // IPv6 in brackets, in full, and shortened
            "\\[[0-9a-fA-F:.]{2,60}+(?:%\\w{1,20})?](?::\\d{1,5})?"
                    + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\\w:])"
                    + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,5})?"
                    + "|(?<![\\w:])::[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,6}"
                    // IPv4
                    + "|(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?(?![\\w.]\\d)"
                    // a name with a port
                    + "|(?<![\\w.-])(?=[\\w.-]{0,253}[A-Za-z])[\\w.-]{1,253}+:\\d{4,5}(?!\\d)");

    private Secrecy() {}

    /// The same without what must not be shown.
    static BsonDocument document(BsonDocument document) {
        var shown = new BsonDocument();
        document.forEach((name, value) -> shown.append(text(name), isSecret(name) ? HIDDEN : value(value)));
        return shown;
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name.toLowerCase(Locale.ROOT));
    }

    static BsonValue value(BsonValue value) {
        return switch (value) {
            case BsonDocument document -> document(document);
            case BsonArray array ->
                new BsonArray(array.stream().map(Secrecy::value).toList());
            case BsonString text -> new BsonString(text(text.getValue()));
            default -> value;
        };
    }

    static String text(String text) {
        var beginning = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        var named = URI.matcher(beginning).replaceAll("mongodb://<hidden>");
        return ADDRESS.matcher(named).replaceAll("<address>");
    }
}
