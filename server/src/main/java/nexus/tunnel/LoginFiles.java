package nexus.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the files of the logins look like from outside, to notice that somebody has changed them.
///
/// @param looks of each file: the real path, which changes when Kubernetes swaps a mounted secret, its time and its
/// size
record LoginFiles(List<String> looks) {
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
