package nexus.backup.age;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What stands before the payload.
///
/// @param covered its text up to and with the `---` of its last line, which the MAC covers
/// @param mac     32 bytes in Base64
record Header(List<Stanza> stanzas, String covered, String mac) {
    static final String INTRO = "age-encryption.org/v1\n";
    static final String END = "---";
    static final int MAC = 32;
    /// The format names no bound. One recipient takes about 100 bytes, so all that may be written are read.
    static final int MOST_BYTES = 64 << 10;

    static final int MOST_STANZAS = 256;

    private static final int MOST_KINDS = 5;
    private static final int LONGEST_KIND = 40;

    Header {
        stanzas = List.copyOf(stanzas);
    }

    /// Wraps the key for each recipient.
    static Header of(FileKey key, List<Recipient> recipients) throws AgeException {
        var stanzas = new ArrayList<Stanza>();
        for (var recipient : recipients)
            stanzas.add(Wrapped.wrap(key, recipient.point()).stanza());
        var text = new StringBuilder(INTRO);
        stanzas.forEach(stanza -> text.append(stanza.text()));
        var covered = text.append(END).toString();
        return new Header(stanzas, covered, Unpadded.encode(key.mac(covered)));
    }

    String text() {
        return covered + " " + mac + "\n";
    }

    /// The key of the file, if an identity opens it and the header is as it was written.
    FileKey key(List<Identity> identities) throws AgeException {
        var key = unwrap(identities);
        if (!MessageDigest.isEqual(key.mac(covered), Unpadded.decode(mac, MAC)))
            throw new AgeException("the header was changed: its MAC does not match");
        return key;
    }

    private FileKey unwrap(List<Identity> identities) throws AgeException {
        var wraps = wraps();
        for (var wrapped : wraps)
            for (var identity : identities) {
                var key = identity.unwrap(wrapped);
                if (key.isPresent()) return key.get();
            }
        throw new AgeException("none of the identities given (" + identities.size()
                + ") is one of its X25519 recipients (" + wraps.size() + ")" + others());
    }

    /// All that are for identities like ours, before one is tried: what is refused does not depend on their order.
    private List<Wrapped> wraps() throws AgeException {
        var wraps = new ArrayList<Wrapped>();
        for (var stanza : stanzas) {
            if (stanza.kind().equals("scrypt") && stanzas.size() > 1)
                throw new AgeException("the header has a passphrase and other recipients, which the format forbids");
            if (stanza.kind().equals(Wrapped.KIND)) wraps.add(Wrapped.of(stanza));
        }
        return wraps;
    }

    private String others() {
        var kinds = new TreeSet<String>();
        for (var stanza : stanzas)
            if (!stanza.kind().equals(Wrapped.KIND) && stanza.kind().length() <= LONGEST_KIND) kinds.add(stanza.kind());
        if (kinds.isEmpty()) return "";
        return "; recipients of other kinds are skipped: "
                + String.join(", ", kinds.stream().limit(MOST_KINDS).toList());
    }
}
