package nexus.backup.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nexus.backup.age.AgeOutput;
import nexus.backup.age.Recipient;
import nexus.backup.store.Upload;

/// An object of a run that is being written: counted, hashed, compressed, encrypted, counted and hashed again, and
/// sent.
/// Closing it before [#finish] gives it up.
public final class ObjectWriter extends OutputStream implements OpenObject {
    private static final int BUFFER = 64 << 10;

    private final String path;
    private final String namespace;
    private final Upload upload;
    private final Counted stored;
    private final GZIPOutputStream gzip;
    private final Counted plain;
    private final Gathered gathered;
    private long bytes;
    private long documents;

    private ObjectWriter(String path, String namespace, Upload upload, List<Recipient> recipients) throws IOException {
        this.path = path;
        this.namespace = namespace;
        this.upload = upload;
        this.stored = new Counted(upload);
        this.gzip = new GZIPOutputStream(AgeOutput.open(stored, recipients), BUFFER);
        this.plain = new Counted(gzip);
        this.gathered = new Gathered(plain, BUFFER);
    }

    static ObjectWriter open(String path, String namespace, Upload upload, List<Recipient> recipients)
            throws IOException {
        return new ObjectWriter(path, namespace, upload, recipients);
    }

    @Override
    public void write(int one) throws IOException {
        gathered.write(one);
        bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        gathered.write(from, offset, length);
        bytes += length;
    }

    @Override
    public void document(byte[] from, int offset, int length) throws IOException {
        write(from, offset, length);
        documents++;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Entry finish() throws IOException {
        gathered.flush();
        gzip.close();
        upload.finish();
        return new Entry(path, namespace, documents, plain.count(), plain.hash(), stored.count(), stored.hash());
    }

    @Override
    public void close() throws IOException {
        upload.close();
    }
}
