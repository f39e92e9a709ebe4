package nexus.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import nexus.backup.age.Identity;

/// Makes a key pair, in the form of age-keygen.
final class KeygenWord implements Word {
    @Override
    public String name() {
        return "keygen";
    }

    @Override
    public String usage() {
        return """
                Usage: backup keygen [--out FILE]

                Makes a key pair. The public key is for the setting backup.recipients of every dump; the secret key opens
                what is encrypted to it, and is needed for a restore and for nothing else. Keep it where the cluster and the
                bucket cannot lose it or leak it, and keep a second recipient whose secret key lies elsewhere.

                  --out FILE   write the secret key to a new file that its owner alone may read, and print the public key;
                               without it both are printed
                  --help       this text

                Example: backup keygen --out nexus-backup.key
                The file is one of age: `age -d -i nexus-backup.key` opens every object of a run.""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("out"), Set.of(), 0);
    }

    @Override
    public boolean wantsSettings() {
        return false;
    }

    @Override
    public boolean isMeasured(Arguments arguments) {
        return false;
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var identity = Identity.generate();
        var text = "# created: " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n# public key: "
                + identity.recipient().text() + "\n" + identity.secret() + "\n";
        var file = arguments.value("out").map(Path::of);
        if (file.isEmpty()) session.out().print(text);
        else {
            write(file.get(), text);
            session.out().println(identity.recipient().text());
        }
        return Exit.OK;
    }

    private static void write(Path file, String text) {
        try {
            Files.createFile(file, ownerOnly(file));
            Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            throw new Arguments.Misuse(file + " is there already; a secret key is never overwritten");
        } catch (IOException e) {
            throw new Arguments.Misuse(file + " cannot be written: " + FileTrouble.why(e));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        var isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
