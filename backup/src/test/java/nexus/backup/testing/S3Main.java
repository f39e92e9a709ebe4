package nexus.backup.testing;

import java.io.IOException;

/// Runs s3proxy until its standard input ends, so that it never outlives who started it.
public final class S3Main {
    private S3Main() {}

    public static void main(String... args) throws ReflectiveOperationException, IOException {
        // Its libraries are not those of the tests, which therefore cannot name it.
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object) args);
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
