package nexus.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import nexus.config.Pem;
import nexus.mcp.catalog.Right;
import nexus.testing.Authority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certificate counts for as long as it is good, whenever its connection began.
class HoldersTest {
    @TempDir
    private Path folder;

    @Test
    void knowsNobodyBeforeAndAfterTheDatesOfTheCertificate() throws Pem.Unusable {
        var certificate = Pem.certificates(Authority.in(folder).issueTo("alice", "/CN=alice"))
                .getFirst();
        assertEquals(
                new Verdict.Known(new Principal("cert:alice", Set.of(Right.READ), Set.of())),
                at(Duration.ZERO).judge(certificate));
        assertInstanceOf(Verdict.Unproved.class, at(Duration.ofDays(3)).judge(certificate));
        assertInstanceOf(Verdict.Unproved.class, at(Duration.ofDays(-3)).judge(certificate));
    }

    private static Holders at(Duration later) {
        return new Holders(Set.of(Right.READ), InstantSource.fixed(Instant.now().plus(later)));
    }
}
