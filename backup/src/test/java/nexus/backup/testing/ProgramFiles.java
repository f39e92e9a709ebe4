package nexus.backup.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import nexus.backup.Main;

/// The classes of the program in jars, and an archive of those that it loads to reach a bucket: hundreds of starts take
/// half the time with it, and class data sharing knows no folders of classes.
///
/// @param archive may be missing: then a start takes its time
record ProgramFiles(String classPath, Path archive) {
    private static final List<String> OPTIONS =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:cds*=off");

    /// Made once for all tests.
    static final ProgramFiles MADE = make();

    private static ProgramFiles make() {
        try {
            var folder = Files.createTempDirectory("nexus-backup-program");
            folder.toFile().deleteOnExit();
            var files = new ProgramFiles(classPath(folder), folder.resolve("classes.jsa"));
            files.train();
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tests' own class path without the tests.
    private static String classPath(Path folder) throws IOException {
        var given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var entries = new ArrayList<String>();
        for (var entry : given.split(File.pathSeparator, -1)) {
            var path = Path.of(entry);
            if (path.endsWith("test-classes") || entry.isEmpty()) continue;
            entries.add(Files.isDirectory(path) ? packed(path, folder.resolve(entries.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String packed(Path classes, Path jar) throws IOException {
        jar.toFile().deleteOnExit();
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    /// What nobody listens on is asked once: that loads nearly all of the client of the store.
    private void train() throws IOException {
        archive.toFile().deleteOnExit();
        var builder = new ProcessBuilder(with("-XX:ArchiveClassesAtExit=" + archive, "list"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "BACKUP_BUCKET", "none",
                        "NEXUS_BACKUP_STORE_ENDPOINT", "http://127.0.0.1:1",
                        "AWS_ACCESS_KEY_ID", "none",
                        "AWS_SECRET_ACCESS_KEY", "none"));
        var process = builder.start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// A start of the program.
    List<String> command(String... words) {
        return with("-XX:SharedArchiveFile=" + archive, words);
    }

    private List<String> with(String option, String... words) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), option));
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of(words));
        return command;
    }
}
