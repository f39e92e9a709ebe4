package nexus.access.audit;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file of bounded size, with so many older ones beside it: `audit.log`, `audit.log.1`, … Not for several threads at
/// once.
final class RotatingFile implements Target {
    /// What is written at once fits into the smallest file.
    static final int SMALLEST = 64 << 10;

    private final Path path;
    private final long maxBytes;
    private final int kept;
    private FileChannel channel;
    private long size;

    private RotatingFile(Settings settings, Path path) throws IOException {
        this.path = path;
        this.maxBytes = settings.maxBytes();
        this.kept = settings.files();
        this.channel = openAtEnd();
    }

    /// @throws IOException if it cannot be written
    static RotatingFile open(Settings settings, Path path) throws IOException {
        return new RotatingFile(settings, path);
    }

    @Override
    public void write(byte[] lines) throws IOException {
        // Where somebody took the file away, lines would go where nobody finds them.
        if (!channel.isOpen() || !Files.exists(path)) reopen();
        if (size > 0 && size + lines.length > maxBytes) rotate();
        try {
            var rest = ByteBuffer.wrap(lines);
            while (rest.hasRemaining()) channel.write(rest, size + rest.position());
            size += lines.length;
        } catch (IOException e) {
            // A full disk takes half a line.
            channel.truncate(size);
            throw e;
        }
    }

    private void reopen() throws IOException {
        channel.close();
        channel = openAtEnd();
    }

    private void rotate() throws IOException {
        channel.close();
        if (kept == 0) Files.deleteIfExists(path);
        for (int i = kept - 1; i >= 0; i--) {
            if (Files.exists(older(i))) Files.move(older(i), older(i + 1), REPLACE_EXISTING);
        }
        channel = openAtEnd();
    }

    private Path older(int number) {
        return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
    }

    private FileChannel openAtEnd() throws IOException {
        var opened = open();
        size = opened.size();
        if (size > 0 && last(opened) != '\n') size += opened.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
        return opened;
    }

    private FileChannel open() throws IOException {
        var options = Set.of(CREATE, READ, WRITE);
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix"))
            return FileChannel.open(path, options);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
        return FileChannel.open(path, options, mode);
    }

    /// The end of what a process before this one wrote: it may have died in the middle of a line.
    private static byte last(FileChannel opened) throws IOException {
        var last = ByteBuffer.allocate(1);
        return opened.read(last, opened.size() - 1) == 1 ? last.get(0) : (byte) '\n';
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
