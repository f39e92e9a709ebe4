package nexus.mcp;

import nexus.mcp.catalog.Catalog;
import nexus.mcp.fleet.Fleet;

/// The parts of the protocol layer, each made once.
record Parts(
        Catalog catalog,
        ResultForm form,
        Fleet fleet,
        FixedAnswers fixed,
        Questions questions,
        Consents consents,
        Watches watches,
        Sessions sessions,
        Streams streams,
        PeerDesk desk,
        SessionRoute route) {
    static Parts of(ServerInfo info, Catalog catalog, ResultForm form, Fleet fleet) {
        var questions = new Questions(fleet);
        var consents = new Consents(fleet);
        var watches = new Watches(catalog.resources());
        var sessions = new Sessions(catalog.changes(), watches);
        var desk = new PeerDesk(fleet, questions, consents, sessions);
        return new Parts(
                catalog,
                form,
                fleet,
                new FixedAnswers(info, catalog, form),
                questions,
                consents,
                watches,
                sessions,
                new Streams(),
                desk,
                new SessionRoute(fleet, desk, sessions));
    }
}
