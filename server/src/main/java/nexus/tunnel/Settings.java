package nexus.tunnel;

import java.util.Optional;
import nexus.config.Section;

public interface Settings {
    static Optional<Settings> read(Section s) {
        return Optional.empty();
    }
}
