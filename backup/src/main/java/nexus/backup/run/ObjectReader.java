package nexus.backup.run;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import nexus.backup.age.AgeException;
import nexus.backup.age.AgeInput;
import nexus.backup.age.Identity;

/// An object of a run that is being read. At its end it is compared with what the manifest says of it.
public final class ObjectReader extends FilterInputStream {
    private static final int BUFFER = 64 << 10;

    private final String key;
    private final Entry entry;
    private final Measured stored;
    private final Measured plain;
    private boolean isChecked;

    private ObjectReader(String key, Entry entry, Measured stored, Measured plain) {
        super(plain);
        this.key = key;
        this.entry = entry;
        this.stored = stored;
        this.plain = plain;
    }

    /// @param below    what lies in the bucket; closed in any case
    static ObjectReader open(String key, Measured below, Entry entry, List<Identity> identities) throws IOException {
        try {
            var gzip = new GZIPInputStream(AgeInput.open(below, identities), BUFFER);
            return new ObjectReader(key, entry, below, new Measured(gzip, _ -> {}));
        } catch (AgeException | ZipException | EOFException e) {
            below.close();
            throw damaged(key, e);
        } catch (IOException e) {
            below.close();
            throw e;
        }
    }

    static ObjectReader stored(String key, Measured below, Entry entry) {
        return new ObjectReader(key, entry, below, below);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws DamageException if it is not what the manifest says, at the latest at its end
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            if (read < 0) check();
            return read;
        } catch (AgeException | ZipException | EOFException e) {
            throw damaged(key, e);
        }
    }

    private void check() throws IOException {
        if (isChecked) return;
        isChecked = true;
        // GZIP has its own end; what follows it would not have been read.
        stored.transferTo(OutputStream.nullOutputStream());
        if (!stored.is(entry.storedBytes(), entry.storedSha256()))
            throw new DamageException(key + " is not what was written: " + stored.count() + " bytes instead of "
                    + entry.storedBytes() + ", or others");
        if (plain != stored && !plain.is(entry.bytes(), entry.sha256()))
            throw new DamageException(key + " holds something else than was written");
    }

    private static DamageException damaged(String key, IOException cause) {
        return new DamageException(key + " cannot be read: " + cause.getMessage());
    }
}
