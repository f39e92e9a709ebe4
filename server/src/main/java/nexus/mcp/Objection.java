package nexus.mcp;

/// Carries a fault from deep inside a request up to [McpServer], where it becomes the reply. It never leaves the room.
final class Objection extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final boolean isRefused;

    private Objection(Fault fault, boolean isRefused) {
        super(fault.message(), null, false, false);
        this.fault = fault;
        this.isRefused = isRefused;
    }

    /// The request was understood and cannot be met: an answer like others.
    static Objection answered(Fault fault) {
        return new Objection(fault, false);
    }

    /// The parameters of the request are wrong.
    static Objection params(String message) {
        return answered(Fault.invalidParams(message));
    }

    /// The request is not tried, and HTTP says so too.
    static Objection refused(Fault fault) {
        return new Objection(fault, true);
    }

    Answered answered(Message.Request request) {
        return isRefused ? Answered.refused(request, fault) : Answered.failed(request, fault);
    }
}
