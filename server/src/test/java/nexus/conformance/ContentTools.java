package nexus.conformance;

import static nexus.conformance.Fixture.says;
import static nexus.conformance.Fixture.shows;
import static nexus.conformance.Fixture.tool;

import java.util.List;
import nexus.mcp.catalog.Argument;
import nexus.mcp.catalog.Content;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;

/// Tools that always say the same, one for each kind of content.
final class ContentTools {
    private ContentTools() {}

    /// The simple text comes first: the suite calls the first tool of the list without arguments.
    static List<Tool> all() {
        return List.of(
                tool(
                        "test_simple_text",
                        "Says one sentence.",
                        (_, _) -> says("This is a simple text response for testing.")),
                tool("test_image_content", "Shows a picture.", (_, _) -> shows(pixel())),
                tool("test_audio_content", "Plays a sound.", (_, _) -> shows(Content.audio(Media.SILENCE, Media.WAV))),
                tool("test_embedded_resource", "Embeds a resource.", (_, _) -> shows(embedded())),
                tool(
                        "test_multiple_content_types",
                        "Mixes kinds of content.",
                        (_, _) -> shows(Content.text("Multiple content types test:"), pixel(), mixed())),
                tool(
                        "test_error_handling",
                        "Always fails.",
                        (_, _) -> new ToolResult.Refused("This tool intentionally returns an error for testing")),
                mirrored());
    }

    private static Content pixel() {
        return Content.image(Media.PIXEL, Media.PNG);
    }

    private static Content embedded() {
        return new Content.Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.");
    }

    private static Content mixed() {
        return new Content.Embedded(
                "test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}");
    }

    private static Tool mirrored() {
        var region = Argument.text("region", "Where.").optional().mirrored("Region");
        return tool(
                "test_x_mcp_header",
                "Its argument is mirrored in a header.",
                List.of(region),
                (arguments, _) -> says("region: " + arguments.text("region")));
    }
}
