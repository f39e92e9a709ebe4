package nexus.mcp;

import nexus.mcp.catalog.Resource;
import nexus.mcp.catalog.Resources;
import nexus.mcp.json.JsonText;

/// `resources/read`.
final class ResourceReads {
    private static final int WHOLE = 4096;

    private final Resources resources;
    private final FixedAnswers fixed;

    ResourceReads(Resources resources, FixedAnswers fixed) {
        this.resources = resources;
        this.fixed = fixed;
    }

    Answered read(Exchange exchange) throws Objection {
        var uri = exchange.text("uri", "one of resources/list, or made from one of resources/templates/list");
        var found = resources.find(uri).orElseThrow(() -> missing(uri, exchange));
        var result = found.resource().reader().read(found.variables(), new Running(exchange, Round.FIRST));
        var json = opening(uri, found.resource());
        switch (result) {
            case Resource.Result.Text(var text) -> json.raw("\"text\":").utf8(text.bytes());
            case Resource.Result.Blob(var base64) -> json.raw("\"blob\":").string(base64);
            case Resource.Result.Missing() -> throw missing(uri, exchange);
            case Resource.Result.Failed(var reason) -> throw Objection.answered(Fault.failed(reason));
        }
        var closing = exchange.isModern() ? FixedAnswers.FRESH : "";
        json.raw("}]" + closing);
        return Answered.ok(Reply.result(exchange.id(), json.bytes(), fixed.closing(exchange.revision())));
    }

    private static JsonText opening(String uri, Resource resource) {
        return new JsonText(WHOLE)
                .raw("{\"contents\":[{\"uri\":")
                .string(uri)
                .raw(",\"mimeType\":")
                .string(resource.label().mimeType())
                .raw(",");
    }

    private static Objection missing(String uri, Exchange exchange) {
        return Objection.answered(Fault.noResource(uri, exchange.revision()));
    }
}
