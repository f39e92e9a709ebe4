package nexus.mcp;

import nexus.mcp.json.RawObject;

/// One round of a call that may have to ask its client before it can end.
///
/// @param answers to the questions of the round before, by key, as they were sent
/// @param state   what the round before wanted remembered
/// @param consent what became of the confirmation that the round before asked for
record Round(RawObject answers, String state, Consent consent) {
    static final Round FIRST = new Round(RawObject.EMPTY, "", Consent.NOT_ASKED);

    /// What became of a confirmation.
    enum Consent {
        NOT_ASKED,
        GIVEN,
        DECLINED,
        /// It was given, but somebody has used it already.
        USED,
        /// It was given, but the replica that could tell whether it was used is gone.
        LOST
    }

    Round with(Consent found) {
        return new Round(answers, state, found);
    }
}
