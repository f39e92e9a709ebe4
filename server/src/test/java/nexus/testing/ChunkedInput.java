package nexus.testing;

import java.io.IOException;
import java.io.InputStream;

/// A body in chunks (RFC 9112, 7.1), read strictly.
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private InputStream chunk = InputStream.nullInputStream();
    private boolean isFirst = true;
    private boolean isOver;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        while (!isOver) {
            int next = chunk.read();
            if (next >= 0) return next;
            nextChunk();
        }
        return -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        while (!isOver) {
            int count = chunk.read(into, from, most);
            if (count >= 0) return count;
            nextChunk();
        }
        return -1;
    }

    private void nextChunk() throws IOException {
        if (!isFirst) expectEmptyLine();
        isFirst = false;
        var line = RawHttp.line(in).orElseThrow(() -> new IOException("the chunks end early"));
        if (!line.matches("[0-9a-fA-F]{1,7}")) throw new IOException("not the size of a chunk: " + line);
        int size = Integer.parseInt(line, 16);
        chunk = new PartInput(in, size);
        if (size > 0) return;
        isOver = true;
        expectEmptyLine();
    }

    private void expectEmptyLine() throws IOException {
        var line = RawHttp.line(in).orElseThrow(() -> new IOException("the chunks end early"));
        if (!line.isEmpty()) throw new IOException("a chunk is longer than its size: " + line);
    }
}
