package nexus.backup;

import java.util.Optional;

/// What the program is.
final class About {
    private static final String VERSION = Optional.ofNullable(
                    About.class.getPackage().getImplementationVersion())
            .orElse("development");

    static final String TITLE = "nexus-backup " + VERSION;

    private About() {}
}
