package nexus.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nexus.config.Secret;
import nexus.config.Section;
import nexus.mcp.fleet.Seal;

/// What makes a replica one of several.
///
/// @param sealKeys Base64 of 32 bytes each; the first seals, all open; none: a random one
/// @param podIp    address at which the others reach this replica's ops socket
public record FleetSettings(List<Secret> sealKeys, Optional<String> podIp) {
    private static final String KEYS = "Base64 of 32 random bytes, or several with commas";

    public FleetSettings {
        sealKeys = List.copyOf(sealKeys);
    }

    public static FleetSettings read(Section section) {
        var keys = section.secretIfSet("seal-keys", KEYS).stream()
                .flatMap(secret -> Arrays.stream(secret.value().split(",", -1)))
                .map(String::strip)
                .toList();
        if (!keys.stream().allMatch(FleetSettings::isKey))
            section.problem(
                    "seal-keys",
                    "one of them is not " + Seal.KEY_BYTES + " bytes in Base64",
                    KEYS,
                    "NEXUS_SEAL_KEYS=$(openssl rand -base64 32)");
        var address = section.textIfSet("pod-ip", "an IP address");
        if (address.filter(text -> !isAddress(text)).isPresent())
            section.problem("pod-ip", "it is not an IP address", "an IP address", "POD_IP=10.1.2.3");
        return new FleetSettings(
                keys.stream().filter(FleetSettings::isKey).map(Secret::new).toList(), address);
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == Seal.KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        try {
            return !InetAddress.ofLiteral(text).isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The keys themselves.
    public List<byte[]> keys() {
        return sealKeys.stream()
                .map(key -> Base64.getDecoder().decode(key.value()))
                .toList();
    }

    /// The address of an ops socket with this port, `IP:PORT`; empty where the others cannot know it.
    public String address(int opsPort) {
        return podIp.map(ip -> (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + opsPort)
                .orElse("");
    }
}
