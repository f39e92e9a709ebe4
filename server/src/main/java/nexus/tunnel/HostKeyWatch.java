package nexus.tunnel;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Known hosts that tell which key a server has shown; what they answer is theirs.
final class HostKeyWatch implements HostKeyRepository {
    /// Is told of the key once.
    interface Reader {
        void shown(byte[] key, boolean isPinned);
    }

    private final HostKeyRepository known;
    private final Reader reader;
    private boolean wasAsked;

    HostKeyWatch(HostKeyRepository known, Reader reader) {
        this.known = known;
        this.reader = reader;
    }

    @Override
    public int check(@Nullable String host, byte[] key) {
        int answer = known.check(host, key);
        // JSch itself looks for revoked keys only after this.
        if (!wasAsked) reader.shown(key.clone(), answer == OK && !isRevoked(host, key));
        wasAsked = true;
        return answer;
    }

    private boolean isRevoked(@Nullable String host, byte[] key) {
        var text = Base64.getEncoder().encodeToString(key);
        return Arrays.stream(known.getHostKey(host, null))
                .anyMatch(entry ->
                        entry.getMarker().equals("@revoked") && entry.getKey().equals(text));
    }

    /// Whether a key was shown that is not vouched for by a certificate.
    boolean wasAsked() {
        return wasAsked;
    }

    /// The pinned keys of a server.
    ///
    /// @param name as known_hosts writes it
    List<String> pinned(String name) {
        return Arrays.stream(known.getHostKey(name, null))
                .map(key -> (key.getMarker().isEmpty() ? "" : key.getMarker() + " ")
                        + Fingerprint.typed(Base64.getDecoder().decode(key.getKey())))
                .distinct()
                .toList();
    }

    @Override
    public void add(HostKey key, @Nullable UserInfo ui) {
        throw new IllegalStateException("nothing is trusted on first use");
    }

    @Override
    public void remove(@Nullable String host, @Nullable String type) {
        throw new IllegalStateException("pins stay");
    }

    @Override
    public void remove(@Nullable String host, @Nullable String type, byte @Nullable [] key) {
        throw new IllegalStateException("pins stay");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return known.getKnownHostsRepositoryID();
    }

    @Override
    public HostKey[] getHostKey() {
        return known.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return known.getHostKey(host, type);
    }
}
