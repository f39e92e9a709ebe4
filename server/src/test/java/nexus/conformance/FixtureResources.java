package nexus.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resource.Label;
import nexus.mcp.catalog.Resource.Result;
import nexus.mcp.catalog.Resources;
import nexus.mcp.catalog.UriTemplate;
import nexus.mcp.json.JsonText;

/// Resources with fixed content, one that can be watched, and a family of them.
final class FixtureResources {
    private FixtureResources() {}

    static Resources all(Watched watched) {
        return new Resources(
                List.of(text(), binary(), watched(watched), broken(), family()), _ -> List.of(), () -> true);
    }

    private static Resource text() {
        return Resource.of(
                "test://static-text",
                label("static-text", "text/plain"),
                (_, _) -> text("This is the content of the static text resource."));
    }

    private static Resource binary() {
        return Resource.of(
                "test://static-binary",
                label("static-binary", Media.PNG),
                (_, _) -> new Result.Blob(Base64.getEncoder().encodeToString(Media.PIXEL)));
    }

    private static Resource watched(Watched watched) {
        return new Resource(
                new UriTemplate("test://watched-resource"),
                label("watched-resource", "text/plain"),
                (_, _) -> text("Watched resource content."),
                Map.of(),
                (_, _, changed) -> watched.watch(changed));
    }

    private static Resource broken() {
        return Resource.of(
                "test://broken",
                label("broken", "text/plain"),
                (_, _) -> new Result.Failed("this resource can never be read"));
    }

    private static Resource family() {
        Completer ids = (typed, _, _) -> Stream.of("123", "124", "200")
                .filter(id -> id.startsWith(typed))
                .toList();
        return new Resource(
                new UriTemplate("test://template/{id}/data"),
                label("template", "application/json"),
                (variables, _) -> data(variables.get("id")),
                Map.of("id", ids),
                Resource.Watcher.NONE);
    }

    private static Result data(String id) {
        if (id.equals("missing")) return new Result.Missing();
        return text("{\"id\":" + JsonText.quoted(id) + ",\"templateTest\":true,\"data\":"
                + JsonText.quoted("Data for ID: " + id) + "}");
    }

    private static Result text(String text) {
        return Result.text(text.getBytes(UTF_8));
    }

    private static Label label(String name, String mimeType) {
        return new Label(name, name.replace('-', ' '), "A resource for tests.", mimeType);
    }
}
