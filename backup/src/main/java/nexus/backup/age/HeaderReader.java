package nexus.backup.age;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads one [Header], and not a byte behind it.
final class HeaderReader {
    private static final String STANZA = "->";
    private static final String VERSIONS = "age-encryption.org/";
    private static final String ARMOR = "-----BEGIN AGE ENCRYP";
    private static final int COLUMNS = 64;

    private final InputStream in;
    private final StringBuilder text = new StringBuilder(Header.INTRO);
    private int lines = 1;

    private HeaderReader(InputStream in) {
        this.in = in;
    }

    static Header read(InputStream in) throws IOException {
        var reader = new HeaderReader(in);
        reader.intro();
        return reader.rest();
    }

    private void intro() throws IOException {
        var start = new String(in.readNBytes(Header.INTRO.length()), StandardCharsets.ISO_8859_1);
        if (start.equals(Header.INTRO)) return;
        if (start.isEmpty()) throw new AgeException("the file is empty");
        if (start.startsWith(ARMOR))
            throw new AgeException("the file is in ASCII armor, which is not read here; encrypt it without --armor");
        if (start.startsWith(VERSIONS))
            throw new AgeException("the first line is not \"" + Header.INTRO.strip()
                    + "\": another version of the format, or a damaged file");
        throw new AgeException("this is no age file: it does not begin with \"" + VERSIONS + "\"");
    }

    private Header rest() throws IOException {
        var stanzas = new ArrayList<Stanza>();
        for (var line = line(); ; line = line()) {
            if (line.startsWith(Header.END)) return end(stanzas, line);
            if (stanzas.size() == Header.MOST_STANZAS)
                throw new AgeException("the header has more than " + Header.MOST_STANZAS + " recipients");
            stanzas.add(stanza(line));
        }
    }

    private Stanza stanza(String first) throws IOException {
        if (!first.startsWith(STANZA + " ")) throw bad("neither begins a recipient nor ends the header");
        var arguments = List.of(first.substring(STANZA.length() + 1).split(" ", -1));
        for (var argument : arguments)
            if (argument.isEmpty() || !argument.chars().allMatch(c -> c > ' ' && c <= '~'))
                throw bad("has an empty argument, or a character that is not printable ASCII");
        return new Stanza(arguments, body());
    }

    private String body() throws IOException {
        var body = new StringBuilder();
        for (var line = line(); ; line = line()) {
            if (line.startsWith(STANZA) || line.startsWith(Header.END))
                throw bad("comes too early: the recipient before does not end in a short line");
            if (line.length() > COLUMNS) throw bad("is longer than " + COLUMNS + " characters");
            checkBase64(line);
            body.append(line);
            if (line.length() < COLUMNS) return body.toString();
        }
    }

    private Header end(List<Stanza> stanzas, String line) throws AgeException {
        if (stanzas.isEmpty()) throw new AgeException("the header has no recipient");
        var covered = text.substring(0, text.length() - line.length() - 1 + Header.END.length());
        var mac = line.substring(Header.END.length());
        if (!mac.startsWith(" ")) throw bad("has no MAC");
        if (checkBase64(mac.substring(1)) != Header.MAC) throw bad("has no MAC of " + Header.MAC + " bytes");
        return new Header(stanzas, covered, mac.substring(1));
    }

    private int checkBase64(String line) throws AgeException {
        try {
            return Unpadded.decode(line).length;
        } catch (AgeException e) {
            throw bad("is " + e.getMessage());
        }
    }

    private String line() throws IOException {
        int from = text.length();
        lines++;
        while (true) {
            int next = in.read();
            if (next < 0) throw new AgeException("the file ends in its header: it was cut");
            if (text.length() == Header.MOST_BYTES)
                throw new AgeException("the header is longer than " + Header.MOST_BYTES + " bytes");
            text.append((char) next);
            if (next == '\n') return text.substring(from, text.length() - 1);
        }
    }

    private AgeException bad(String what) {
        return new AgeException("line " + lines + " of the header " + what);
    }
}
