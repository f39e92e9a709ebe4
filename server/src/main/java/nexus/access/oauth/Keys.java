package nexus.access.oauth;

import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The keys of an issuer. They are fetched again when they are old, and when a token names one that is not there, but
/// not more often than every few seconds whatever is sent. While the issuer gives none, the last good ones are used for
/// a bounded time.
final class Keys {
    /// After so long they are fetched again.
    static final Duration FRESH = Duration.ofMinutes(10);

    /// Between two requests to the issuer, whether they succeed or not.
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(Keys.class.getName());

    private final Source source;
    private final Duration life;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile Instant asked = Instant.MIN;

    private record Held(JWKSet keys, Instant since) {}

    /// Where keys come from.
    @FunctionalInterface
    interface Source {
        JWKSet fetch() throws IOException, ParseException;
    }

    /// What was found for a token.
    sealed interface Found {
        /// Keys that may have signed it; none where the issuer has no such key.
        record Some(List<JWK> keys) implements Found {}

        /// Nothing can be said now.
        record Unknown() implements Found {}
    }

    /// @param life how long keys are used after they were fetched
    Keys(Source source, Duration life, InstantSource clock) {
        this.source = source;
        this.life = life;
        this.clock = clock;
    }

    /// The keys for the header of a token.
    Found find(JWSHeader header) {
        var first = usable().map(keys -> matching(keys, header)).orElse(List.of());
        if (!first.isEmpty() && isFresh()) return new Found.Some(first);
        refresh(!first.isEmpty());
        return usable().<Found>map(keys -> new Found.Some(matching(keys, header)))
                .orElseGet(Found.Unknown::new);
    }

    private static List<JWK> matching(JWKSet keys, JWSHeader header) {
        return new JWKSelector(JWKMatcher.forJWSHeader(header)).select(keys);
    }

    private Optional<JWKSet> usable() {
        return Optional.ofNullable(held)
                .filter(now -> clock.instant().isBefore(now.since().plus(life)))
                .map(Held::keys);
    }

    private boolean isFresh() {
        var now = held;
        return now != null && clock.instant().isBefore(now.since().plus(FRESH));
    }

    /// Those who have a key need not wait while another call fetches.
    private void refresh(boolean hasKey) {
        if (hasKey && !fetching.tryLock()) return;
        if (!hasKey) fetching.lock();
        try {
            var now = clock.instant();
            if (asked.isAfter(now.minus(PAUSE))) return;
            fetch(now);
            asked = clock.instant();
        } finally {
            fetching.unlock();
        }
    }

    private void fetch(Instant now) {
        try {
            var keys = source.fetch();
            if (keys.isEmpty()) throw new IOException("the issuer has no keys");
            held = new Held(keys, now);
        } catch (IOException | ParseException e) {
            LOG.log(
                    WARNING,
                    "The issuer's keys cannot be fetched: " + e.getMessage()
                            + (usable().isPresent()
                                    ? "; the last good ones are used until " + until()
                                    : "; its tokens cannot be checked, so their callers are told to come again"));
        }
    }

    private String until() {
        var now = held;
        return now == null ? "" : now.since().plus(life).toString();
    }
}
