package nexus.mcp;

import java.util.List;
import java.util.Optional;
import nexus.mcp.json.RawObject;

/// The rules for batches, which only MCP 2025-03-26 has: one is taken whole or not at all.
final class Batches {
    private Batches() {}

    /// Why a batch is refused, if so.
    ///
    /// @param version that the client speaks, where it said so
    static Optional<String> objection(List<Message> messages, Optional<String> version) {
        if (!Revision.V2025_03_26.date().equals(version.orElse(Revision.WITHOUT_HEADER.date()))) {
            return Optional.of("only MCP 2025-03-26 has batches: send one message in a body");
        }
        return messages.stream().flatMap(message -> objection(message).stream()).findFirst();
    }

    private static Optional<String> objection(Message message) {
        return switch (message) {
            case Message.Request request
            when request.method().equals("initialize") -> Optional.of("initialize must not be in a batch");
            case Message.Request request -> objectionToEnvelope(request.meta());
            case Message.Notification notification -> objectionToEnvelope(notification.meta());
            case Message.Response _ -> Optional.empty();
            case Message.Malformed malformed -> Optional.of(malformed.fault().message());
            case Message.Batch _ -> Optional.of("a batch must not hold a batch");
        };
    }

    private static Optional<String> objectionToEnvelope(RawObject meta) {
        return meta.has(Era.VERSION)
                ? Optional.of("a message of MCP 2026-07-28 must not be in a batch")
                : Optional.empty();
    }
}
