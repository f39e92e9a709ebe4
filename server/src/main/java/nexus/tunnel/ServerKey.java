package nexus.tunnel;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A key that an SSH server has shown. Nothing says yet that it is the right server.
///
/// @param key         in the form of RFC 4253, section 6.6
/// @param name        the server as known_hosts writes it
/// @param certificate what the server shows beside the key, in words
@SuppressWarnings("ArrayRecordComponent") // made once, read twice
public record ServerKey(byte[] key, String name, Optional<String> certificate) {
    private String type() {
        return new SshBytes(key).text();
    }

    /// As `ssh-keygen -l` prints it.
    public String fingerprint() {
        var type = type();
        var kind = type.startsWith("ecdsa-")
                ? "ECDSA"
                : type.substring("ssh-".length()).toUpperCase(Locale.ROOT);
        return bits(type) + " " + Fingerprint.of(key) + " " + name + " (" + kind + ")";
    }

    private int bits(String type) {
        if (!type.equals("ssh-rsa"))
            return type.startsWith("ecdsa-") ? Integer.parseInt(type.substring(type.length() - 3)) : 256;
        var bytes = new SshBytes(key);
        bytes.string();
        bytes.string(); // the exponent
        return new BigInteger(bytes.string()).bitLength();
    }

    /// The line for known_hosts.
    public String line() {
        return name + " " + type() + " " + Base64.getEncoder().encodeToString(key);
    }
}
