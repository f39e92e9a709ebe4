package nexus.mcp;

import nexus.mcp.json.JsonText;

/// How the server introduces itself.
///
/// @param name         program name
/// @param title        for people
/// @param version      of the program
/// @param instructions what a model should know before its first call
public record ServerInfo(String name, String title, String version, String instructions) {
    /// The `Implementation` object of a revision.
    String json(Revision revision) {
        return "{\"name\":" + JsonText.quoted(name)
                + (revision.hasStructuredContent() ? ",\"title\":" + JsonText.quoted(title) : "")
                + ",\"version\":" + JsonText.quoted(version) + "}";
    }
}
