package nexus.mcp;

import java.util.Optional;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// Which of the two ways of talking a request belongs to. One endpoint serves both; the body decides and the version
/// header is a cross-check, so a client that probes always gets an answer that it can act on.
sealed interface Era {
    /// MCP 2026-07-28: the request carries its version and the client's capabilities.
    record Modern() implements Era {}

    /// A handshake revision.
    record Legacy(Revision revision) implements Era {}

    /// The opening is wrong.
    record Rejected(Fault fault) implements Era {}

    String VERSION = "io.modelcontextprotocol/protocolVersion";
    String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    /// Classifies a request by its `_meta` envelope and the version header.
    static Era of(Message.Request request, Headers headers) {
        if (request.method().equals("initialize")) return ofInitialize(request, headers);
        return request.meta().has(VERSION) ? ofEnvelope(request.meta(), headers) : ofHeader(headers);
    }

    private static Era ofInitialize(Message.Request request, Headers headers) {
        if (isWholeModernEnvelope(request.meta())) return ofEnvelope(request.meta(), headers);
        if (headers.version().filter(Revision::isModern).isPresent()) {
            return new Rejected(Fault.headerMismatch(
                    "initialize belongs to the revisions before 2026-07-28, but MCP-Protocol-Version says "
                            + JsonText.shorten(headers.version().get())));
        }
        return new Legacy(Revision.NEWEST_LEGACY);
    }

    private static boolean isWholeModernEnvelope(RawObject meta) {
        return meta.text(VERSION).filter(Revision::isModern).isPresent() && hasCapabilities(meta);
    }

    private static boolean hasCapabilities(RawObject meta) {
        return meta.field(CAPABILITIES)
                .filter(value -> value.kind() == RawJson.Kind.OBJECT)
                .isPresent();
    }

    private static Era ofEnvelope(RawObject meta, Headers headers) {
        var version = meta.text(VERSION);
        if (version.isEmpty()) return rejected(Fault.invalidParams("_meta[\"" + VERSION + "\"] must be a string"));
        if (!hasCapabilities(meta)) {
            return rejected(Fault.invalidParams("_meta[\"" + CAPABILITIES + "\"] is needed and must be an object"));
        }
        var mismatch = versionMismatch(version.get(), headers.version());
        if (mismatch.isPresent()) return rejected(mismatch.get());
        return version.get().equals(Revision.V2026_07_28.date())
                ? new Modern()
                : rejected(Fault.unsupportedVersion(version.get()));
    }

    private static Optional<Fault> versionMismatch(String inBody, Optional<String> inHeader) {
        if (inHeader.isEmpty()) {
            return Optional.of(Fault.headerMismatch("the header MCP-Protocol-Version is needed and must be \""
                    + JsonText.shorten(inBody) + "\", as in _meta"));
        }
        return inHeader.get().equals(inBody)
                ? Optional.empty()
                : Optional.of(
                        Fault.headerMismatch("the header MCP-Protocol-Version is \"" + JsonText.shorten(inHeader.get())
                                + "\", but _meta says \"" + JsonText.shorten(inBody) + "\""));
    }

    private static Era ofHeader(Headers headers) {
        if (headers.version().isEmpty()) return new Legacy(Revision.WITHOUT_HEADER);
        var version = headers.version().get();
        if (Revision.isModern(version)) {
            return rejected(Fault.invalidParams("_meta is needed with the keys " + VERSION + " and " + CAPABILITIES));
        }
        return Revision.of(version).<Era>map(Legacy::new).orElseGet(() -> rejected(Fault.unsupportedVersion(version)));
    }

    /// A notification is accepted unless its envelope and header contradict each other.
    static Optional<Fault> ofNotification(Message.Notification notification, Headers headers) {
        var inBody = notification.meta().text(VERSION);
        return inBody.isEmpty() || headers.version().isEmpty()
                ? Optional.empty()
                : versionMismatch(inBody.get(), headers.version());
    }

    private static Rejected rejected(Fault fault) {
        return new Rejected(fault);
    }
}
