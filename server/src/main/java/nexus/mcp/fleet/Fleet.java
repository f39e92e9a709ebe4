package nexus.mcp.fleet;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// This replica among the others.
///
/// @param seal  with the key that all share
/// @param self  this one
/// @param peers the way to the others
public record Fleet(Seal seal, Replica self, Peers peers) {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final String ASKED = "ask";

    /// A process on its own.
    public static Fleet alone() {
        return new Fleet(Seal.random(), Replica.starting(""), Peers.NONE);
    }

    /// Asks the replica that remembers.
    ///
    /// @return nothing where it is gone: restarted, or not to be reached
    public Optional<Claims> ask(Replica owner, Claims question, Duration patience) {
        if (owner.address().isEmpty() || owner.address().equals(self.address())) return Optional.empty();
        var asked = UUID.randomUUID().toString();
        var message = owner.own(question).with(ASKED, asked).expiringIn(LIFE).seal(seal, Use.PEER);
        return peers.ask(owner.address(), message, patience)
                .flatMap(answer -> Claims.open(seal, Use.PEER_ANSWER, answer))
                .filter(answer -> answer.says(ASKED, asked))
                .map(answer -> answer.without(ASKED));
    }

    /// Makes an answer good for one question only: who listens between the replicas cannot give it to the next.
    public static Claims answer(Claims question, Claims said) {
        return said.with(ASKED, question.get(ASKED));
    }
}
