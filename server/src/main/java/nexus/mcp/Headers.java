package nexus.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Tool;
import nexus.mcp.json.JsonText;
import nexus.mcp.json.RawJson;
import nexus.mcp.json.RawObject;

/// The HTTP headers that mirror parts of a request, each without surrounding space (MCP 2026-07-28,
/// "basic/transports/streamable-http").
///
/// @param version `MCP-Protocol-Version`
/// @param method  `Mcp-Method`
/// @param name    `Mcp-Name`, as sent: plain, or Base64 between `=?base64?` and `?=`
/// @param session `Mcp-Session-Id` of the handshake revisions
/// @param param   `Mcp-Param-…` by the rest of its name, as sent
public record Headers(
        Optional<String> version,
        Optional<String> method,
        Optional<String> name,
        Optional<String> session,
        Function<String, Optional<String>> param) {
    private static final String BASE64_START = "=?base64?";
    private static final String BASE64_END = "?=";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /// Headers of a client that mirrors nothing.
    public static final Headers NONE =
            new Headers(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), _ -> Optional.empty());

    /// The headers of a stateless request against its body; the fault to answer, if any.
    Optional<Fault> mismatch(Message.Request request) {
        if (method.isEmpty()) return missing("Mcp-Method", request.method());
        if (!method.get().equals(request.method())) return differs("Mcp-Method", method.get(), request.method());
        var field = NAMED.get(request.method());
        return field == null
                ? Optional.empty()
                : mismatchOfName(request.params().text(field));
    }

    private Optional<Fault> mismatchOfName(Optional<String> inBody) {
        if (inBody.isEmpty()) return Optional.empty();
        if (name.isEmpty()) return missing("Mcp-Name", inBody.get());
        var decoded = decoded(name.get());
        if (decoded.isEmpty()) return Optional.of(Fault.headerMismatch("the header Mcp-Name is not valid Base64"));
        return decoded.equals(inBody) ? Optional.empty() : differs("Mcp-Name", decoded.get(), inBody.get());
    }

    /// The headers that mirror arguments of a tool; the fault to answer, if any.
    Optional<Fault> mismatch(Tool tool, RawObject arguments) {
        return tool.arguments().stream()
                .filter(argument -> !argument.header().isEmpty())
                .flatMap(argument -> mismatch(argument, arguments.field(argument.name())).stream())
                .findFirst();
    }

    private Optional<Fault> mismatch(Argument argument, Optional<RawJson> value) {
        var header = "Mcp-Param-" + argument.header();
        var inBody = value.filter(given -> given.kind() != RawJson.Kind.NULL);
        var sent = param.apply(argument.header());
        if (inBody.isEmpty()) {
            return sent.map(text -> Fault.headerMismatch(
                    "the header " + header + " is there, but the argument " + argument.name() + " is not"));
        }
        if (sent.isEmpty()) return missing(header, inBody.get().text());
        var decoded = decoded(sent.get());
        if (decoded.isEmpty() || !isPrintable(sent.get()))
            return Optional.of(Fault.headerMismatch("the header " + header + " is not valid Base64 or plain text"));
        return isSame(decoded.get(), inBody.get())
                ? Optional.empty()
                : differs(header, decoded.get(), inBody.get().text());
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    }

    private static boolean isSame(String sent, RawJson inBody) {
        if (inBody.whole().isEmpty()) return sent.equals(inBody.text());
        var number = new RawJson(sent.getBytes(UTF_8), 0, sent.getBytes(UTF_8).length);
        return !sent.isEmpty() && number.whole().equals(inBody.whole());
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
        return Optional.of(Fault.headerMismatch("the header " + header + " is needed and must be \""
                + JsonText.shorten(inBody) + "\", as in the body"));
    }

    private static Optional<Fault> differs(String header, String sent, String inBody) {
        return Optional.of(Fault.headerMismatch("the header " + header + " is \"" + JsonText.shorten(sent)
                + "\", but the body says \"" + JsonText.shorten(inBody) + "\""));
    }
}
