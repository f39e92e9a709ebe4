package nexus.access.oauth;

import java.util.Set;

/// What an issuer's token came to.
public sealed interface Vouched {
    /// It is good.
    ///
    /// @param name   of the caller, as its issuer knows it
    /// @param scopes granted, with nothing before their names
    /// @param groups of the caller
    record Good(String name, Set<String> scopes, Set<String> groups) implements Vouched {
        public Good {
            scopes = Set.copyOf(scopes);
            groups = Set.copyOf(groups);
        }
    }

    /// It is not good.
    ///
    /// @param reason for the client: no quotes, and nothing of the token
    record Bad(String reason) implements Vouched {}

    /// The issuer's keys cannot be had, so nobody knows.
    record Unknown() implements Vouched {}
}
