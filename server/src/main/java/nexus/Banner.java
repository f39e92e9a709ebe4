package nexus;

import java.io.PrintStream;

/// What a developer is told when the server is ready.
final class Banner {
    private Banner() {}

    static void print(PrintStream out, Nexus nexus, Settings settings) {
        var host = settings.http().isLoopback() || settings.http().isWildcard()
                ? "localhost"
                : settings.http().host();
        var url = settings.http().scheme() + "://" + host + ":" + nexus.port() + "/mcp";
        var access = settings.access();
        var takesTokens = access.wantsTokens() || access.wantsIssuer();
        var header = takesTokens ? ", \"headers\": {\"Authorization\": \"Bearer TOKEN\"}" : "";
        var certificate = access.wantsCertificates() ? " --cert CERTIFICATE --key KEY" : "";
        var proof = takesTokens ? " -H 'Authorization: Bearer TOKEN'" : certificate;
        var auth = settings.http().tls().isPresent() ? " --cacert CA" + proof : proof;
        out.println("""

                %s is ready.
                  MCP      %s
                  data     %s
                  health   http://localhost:%d/health   metrics http://localhost:%d/metrics

                Try it:
                  curl -s %s%s -H 'Content-Type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list-databases"}}'

                For an MCP client's configuration:
                  {"mcpServers": {"nexus": {"type": "http", "url": "%s"%s}}}

                Ctrl-C ends it.
                """.formatted(
                        About.TITLE, url, nexus.served(), nexus.opsPort(), nexus.opsPort(), url, auth, url, header));
    }
}
