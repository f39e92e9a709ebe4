package nexus.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import nexus.fuzz.Request.Header;

/// Changes to the first line and the headers.
final class HeaderMutators {
    private static final List<String> VERBS = List.of(
            "GET", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "post", "TRACE", "QUERY", "CONNECT", "P ST", "");
    private static final List<String> PATHS = List.of(
            "/mcp/",
            "//mcp",
            "/MCP",
            "/",
            "/mcp/x",
            "/mcp?x=1",
            "/%6dcp",
            "/mcp#a",
            "/a/../mcp",
            "mcp",
            "*",
            "/health",
            "/\u00ff");
    private static final List<Header> ODD = List.of(
            new Header("Origin", "http://evil.example"),
            new Header("Origin", "http://localhost:8080"),
            new Header("Origin", "null"),
            new Header("Last-Event-ID", "1"),
            new Header("Authorization", "Bearer x"),
            new Header("Content-Length", "1"),
            new Header("Content-Length", "100000"),
            new Header("Content-Length", "-1"),
            new Header("Content-Length", "99999999999999999999"),
            new Header("Transfer-Encoding", "chunked"),
            new Header("Transfer-Encoding", "gzip, chunked"),
            new Header("Content-Encoding", "gzip"),
            new Header("Connection", "close"),
            new Header("Connection", "keep-alive, x"),
            new Header("Expect", "100-continue"),
            new Header("Upgrade", "h2c"),
            new Header("Mcp-Param-Word", "other"),
            new Header("Mcp-Param-Nothing", "x"),
            new Header("Mcp-Session-Id", "x"),
            new Header("Mcp-Method", "tools/list"),
            new Header("Mcp-Name", "find"),
            new Header("MCP-Protocol-Version", "2026-07-28"),
            new Header("X".repeat(200), "y"),
            new Header("X-Long", "z".repeat(20_000)),
            new Header("", "empty"),
            new Header("X Y", "space"),
            new Header("X", "a\u0000b"));
    private static final List<String> VALUES = List.of(
            "",
            "*/*",
            "text/html",
            "text/event-stream",
            "application/json",
            "application/json; charset=utf-16",
            "text/plain",
            "application/json, application/json",
            "a;q=x",
            "=?base64??=",
            "=?base64?SGVsbG8?=",
            "=?base64?!!!!?=",
            "=?BASE64?ZWNobw==?=",
            "=?base64?/////w==?=",
            "=?base64?",
            "localhost",
            "evil.example",
            "[::1]:80",
            "@",
            "w\u00f6rd",
            "\u00c3\u00bc",
            "a\tb",
            "a\r\nX: y",
            "\u0007",
            "v".repeat(2_000));

    static final List<Mutator> ALL = List.of(
            HeaderMutators::drop,
            HeaderMutators::drop,
            one((header, random) -> new Header(header.name(), Mutator.pick(VALUES, random))),
            one((header, random) -> new Header(header.name(), Mutator.pick(Junk.WORDS, random))),
            one((header, _) -> new Header(header.name().toLowerCase(Locale.ROOT), header.value())),
            one((header, _) -> new Header(header.name(), header.value().toUpperCase(Locale.ROOT))),
            one((header, _) -> new Header(header.name(), Stateless.base64(header.value()))),
            one((header, random) -> new Header(header.name(), header.value() + Mutator.pick(Junk.BYTES, random))),
            one((header, random) -> new Header(header.name() + Mutator.pick(Junk.BYTES, random), header.value())),
            one((header, _) -> new Header(header.name(), "x" + header.value())),
            Chunks::of,
            HeaderMutators::twice,
            HeaderMutators::swap,
            HeaderMutators::odd,
            HeaderMutators::odd,
            (request, random) -> request.withVerb(Mutator.pick(VERBS, random)),
            (request, random) -> request.withPath(Mutator.pick(PATHS, random)));

    private HeaderMutators() {}

    /// A change to one header.
    private interface Change {
        Header apply(Header header, RandomGenerator random);
    }

    private static Mutator one(Change change) {
        return (request, random) -> {
            if (request.headers().isEmpty()) return request;
            var all = new ArrayList<>(request.headers());
            int which = random.nextInt(all.size());
            all.set(which, change.apply(all.get(which), random));
            return request.withHeaders(all);
        };
    }

    private static Request drop(Request request, RandomGenerator random) {
        var all = new ArrayList<>(request.headers());
        if (!all.isEmpty()) all.remove(random.nextInt(all.size()));
        return request.withHeaders(all);
    }

    private static Request twice(Request request, RandomGenerator random) {
        if (request.headers().isEmpty()) return request;
        var header = Mutator.pick(request.headers(), random);
        return request.and(header.name(), random.nextBoolean() ? header.value() : Mutator.pick(Junk.WORDS, random));
    }

    private static Request swap(Request request, RandomGenerator random) {
        if (request.headers().isEmpty()) return request;
        var all = new ArrayList<>(request.headers());
        int first = random.nextInt(all.size());
        int second = random.nextInt(all.size());
        var value = all.get(first).value();
        all.set(first, new Header(all.get(first).name(), all.get(second).value()));
        all.set(second, new Header(all.get(second).name(), value));
        return request.withHeaders(all);
    }

    private static Request odd(Request request, RandomGenerator random) {
        var odd = Mutator.pick(ODD, random);
        return random.nextBoolean()
                ? request.without(odd.name()).and(odd.name(), odd.value())
                : request.and(odd.name(), odd.value());
    }
}
