package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/// The HTTP headers that mirror parts of a request, each without surrounding space (MCP 2026-07-28,
/// "basic/transports/streamable-http").
///
/// @param version `MCP-Protocol-Version`
/// @param method  `Mcp-Method`
/// @param name    `Mcp-Name`, as sent: plain, or Base64 between `=?base64?` and `?=`
public record Headers(Optional<String> version, Optional<String> method, Optional<String> name) {
    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";

    /// Headers of a client that mirrors nothing.
    public static final Headers NONE = new Headers(Optional.empty(), Optional.empty(), Optional.empty());

    /// The headers of a stateless request against its body; the fault to answer, if any.
    Optional<Fault> mismatch(Message.Request request) {
        if (method.isEmpty()) return missing("Mcp-Method", request.method());
        if (!method.get().equals(request.method())) return differs("Mcp-Method", method.get(), request.method());
        return request.method().equals("tools/call") ? mismatchOfName(request) : Optional.empty();
    }

    private Optional<Fault> mismatchOfName(Message.Request request) {
        var inBody = request.params().text("name");
        if (inBody.isEmpty()) return Optional.empty();
        if (name.isEmpty()) return missing("Mcp-Name", inBody.get());
        var decoded = decoded(name.get());
        if (decoded.isEmpty()) return Optional.of(Fault.headerMismatch("the header Mcp-Name is not valid Base64"));
        return decoded.equals(inBody) ? Optional.empty() : differs("Mcp-Name", decoded.get(), inBody.get());
    }

    /// Strict, unlike Java's decoder: padding is needed.
    private static Optional<String> decoded(String value) {
        if (!value.startsWith(BASE64_START) || !value.endsWith(BASE64_END)) return Optional.of(value);
        if (value.length() < BASE64_START.length() + BASE64_END.length()) return Optional.of(value);
        var base64 = value.substring(BASE64_START.length(), value.length() - BASE64_END.length());
        if (base64.length() % 4 != 0) return Optional.empty();
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fault> missing(String header, String inBody) {
        return Optional.of(Fault.headerMismatch(
                "the header " + header + " is needed and must be \"" + Fault.shorten(inBody) + "\", as in the body"));
    }

    private static Optional<Fault> differs(String header, String sent, String inBody) {
        return Optional.of(Fault.headerMismatch("the header " + header + " is \"" + Fault.shorten(sent)
                + "\", but the body says \"" + Fault.shorten(inBody) + "\""));
    }
}
