package nexus.mcp.catalog;

import java.util.Map;
import java.util.Optional;
import nexus.mcp.json.JsonText;

/// A resource, or a family of them, as a value: what is told about it and how it is read.
///
/// @param uri        of the one resource, or a template of RFC 6570 level 1: `mongodb://{connection}/{database}`
/// @param label      what is told about it
/// @param reader     reads one
/// @param completers propose values for the template's variables, by name
/// @param watcher    tells when one changes
public record Resource(
        UriTemplate uri, Label label, Reader reader, Map<String, Completer> completers, Watcher watcher) {
    public Resource {
        completers = Map.copyOf(completers);
    }

    /// A resource that only can be read.
    public static Resource of(String uri, Label label, Reader reader) {
        return new Resource(new UriTemplate(uri), label, reader, Map.of(), Watcher.NONE);
    }

    /// What is told about a resource.
    ///
    /// @param name        for programs
    /// @param title       for people
    /// @param description for the model, one sentence
    /// @param mimeType    of what is read
    public record Label(String name, String title, String description, String mimeType) {
        /// The JSON of an entry in a list.
        ///
        /// @param key       `uri` or `uriTemplate`
        /// @param withTitle whether the client's revision has titles
        public String definition(String key, String uri, boolean withTitle) {
            return "{\"" + key + "\":" + JsonText.quoted(uri) + ",\"name\":" + JsonText.quoted(name)
                    + (withTitle ? ",\"title\":" + JsonText.quoted(title) : "")
                    + ",\"description\":" + JsonText.quoted(description) + ",\"mimeType\":"
                    + JsonText.quoted(mimeType) + "}";
        }
    }

    /// An entry of `resources/list`.
    public record Entry(String uri, Label label) {}

    /// Reads one resource.
    @FunctionalInterface
    public interface Reader {
        /// Reads it.
        ///
        /// @param variables of the template, decoded
        Result read(Map<String, String> variables, Call call);
    }

    /// What reading came to.
    public sealed interface Result {
        /// Text in UTF-8.
        record Text(ToolResult.Json utf8) implements Result {}

        /// Bytes.
        record Blob(String base64) implements Result {}

        /// There is no such resource.
        record Missing() implements Result {}

        /// It cannot be read now.
        ///
        /// @param reason what was wrong and what to do
        record Failed(String reason) implements Result {}

        /// Text of a resource.
        static Result text(byte[] utf8) {
            return new Text(new ToolResult.Json(utf8));
        }
    }

    /// Watches resources.
    @FunctionalInterface
    public interface Watcher {
        /// Watches nothing.
        Watcher NONE = (_, _, _) -> Optional.empty();

        /// Begins to watch one resource.
        ///
        /// @param variables of the template, decoded
        /// @param changed   run at each change, in any thread; must not wait
        /// @return ends the watching; nothing where the resource cannot be watched
        Optional<Watch> watch(Map<String, String> variables, Caller caller, Runnable changed);

        /// Whether the caller may be told of changes now; asked before each time that it is.
        default boolean isFor(Map<String, String> variables, Caller caller) {
            return true;
        }
    }

    /// Ends a watching.
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
