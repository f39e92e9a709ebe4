package nexus.backup.mcp;

import java.nio.file.Path;
import java.util.Optional;
import nexus.backup.http.Exchange;
import nexus.config.Secret;
import nexus.config.Section;

/// The MCP server that is asked after a restore.
///
/// @param url   of its endpoint; nothing means that nobody is asked
/// @param token the file with the token it wants
public record Settings(Optional<Secret> url, Optional<Path> token) {
    private static final String ALLOWED = "http:// or https:// and a host";

    public static Settings read(Section section) {
        var url = section.secretIfSet("url", ALLOWED);
        var trouble = url.flatMap(text -> Exchange.trouble(text.value()));
        trouble.ifPresent(what -> section.problem("url", what, ALLOWED, "url: http://nexus-mcp:3000/mcp"));
        return new Settings(trouble.isPresent() ? Optional.empty() : url, section.fileIfSet("token-file"));
    }
}
