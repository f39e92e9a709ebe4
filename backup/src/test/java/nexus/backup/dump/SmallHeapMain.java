package nexus.backup.dump;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import nexus.backup.run.Entry;
import nexus.backup.run.OpenObject;
import nexus.mongo.Way;

/// A program that dumps into nothing, with as much memory for each object as an upload takes.
final class SmallHeapMain {
    private static final int PART = 8 << 20;

    private SmallHeapMain() {}

    /// Dumps once.
    ///
    /// @param arguments the connection string
    public static void main(String... arguments) throws IOException {
        try (var client = ScriptedServer.client(arguments[0], Way.DIRECT)) {
            var dumped = Dump.run(client, DumpOptions.usual("test"), (path, _, _) -> new Part(path), Progress.NONE);
            for (var entry : dumped.entries())
                System.out.println(entry.path() + " " + entry.documents() + " " + entry.bytes());
        }
    }

    /// Compresses into a part that is then forgotten.
    private static final class Part implements OpenObject {
        private final String path;
        private final GZIPOutputStream gzip =
                new GZIPOutputStream(new BufferedOutputStream(OutputStream.nullOutputStream(), PART));
        private final byte[] block = new byte[1 << 16];
        private long documents;
        private long bytes;

        Part(String path) throws IOException {
            this.path = path;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += block.length) {
                int count = Math.min(length - done, block.length);
                System.arraycopy(from, offset + done, block, 0, count);
                gzip.write(block, 0, count);
            }
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
            gzip.finish();
            return new Entry(path, "", documents, bytes, "", bytes, "");
        }

        @Override
        public void close() throws IOException {
            gzip.close();
        }
    }
}
