package nexus.tunnel;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the files of the logins look like from outside, to notice that somebody has changed them.
///
/// @param looks of each file: the real path, which changes when Kubernetes swaps a mounted secret, its time and its
/// size
record LoginFiles(List<String> looks) {
    private static final int MOST = 1 << 20;

    LoginFiles {
        looks = List.copyOf(looks);
    }

    static LoginFiles of(Settings.Ssh settings) {
        return new LoginFiles(settings.hops().stream()
                .map(Settings.Hop::login)
                .flatMap(LoginFiles::files)
                .distinct()
                .map(LoginFiles::look)
                .toList());
    }

    private static Stream<Path> files(Settings.Login login) {
        return Stream.of(
                        Stream.of(login.keyFile(), login.knownHostsFile()),
                        login.passphraseFile().stream(),
                        login.certificateFile().stream())
                .flatMap(files -> files);
    }

    /// The bytes of a file that is no larger than any key or list of keys.
    static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) throw new IOException(file + " is larger than 1 MiB");
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user", e);
        }
    }

    private static String look(Path file) {
        try {
            var real = file.toRealPath();
            return real + " " + Files.getLastModifiedTime(real) + " " + Files.size(real);
        } catch (IOException e) {
            // In the middle of a swap, or gone: that is a look too.
            return file + " cannot be read";
        }
    }
}
