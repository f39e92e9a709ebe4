package nexus.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/// The server's half of a SOCKS5 handshake: RFC 1928, with the user name and password of RFC 1929 only.
final class Socks5 {
    static final int SUCCEEDED = 0;
    static final int FAILED = 1;

    private static final int VERSION = 5;
    private static final int PASSWORD_VERSION = 1;
    private static final int PASSWORD_METHOD = 2;
    private static final int NO_METHOD = 0xff;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int BAD_COMMAND = 7;
    private static final int BAD_ADDRESS = 8;

    private final DataInputStream in;
    private final OutputStream out;

    Socks5(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /// What a client wants.
    record Wish(Lane lane, Target target) {}

    /// What the client wants, or nothing after it has been told why not.
    ///
    /// @param proxies the credentials of each lane
    Optional<Wish> read(Map<Lane, Proxy> proxies) throws IOException {
        if (!isOffered()) return Optional.empty();
        var lane = lane(proxies);
        return lane.isPresent() ? request().map(target -> new Wish(lane.get(), target)) : Optional.empty();
    }

    private boolean isOffered() throws IOException {
        if (in.readUnsignedByte() != VERSION) return false;
        var methods = in.readNBytes(in.readUnsignedByte());
        var isOffered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(PASSWORD_METHOD) >= 0;
        send(VERSION, isOffered ? PASSWORD_METHOD : NO_METHOD);
        return isOffered;
    }

    private Optional<Lane> lane(Map<Lane, Proxy> proxies) throws IOException {
        if (in.readUnsignedByte() != PASSWORD_VERSION) return Optional.empty();
        var user = in.readNBytes(in.readUnsignedByte());
        var password = in.readNBytes(in.readUnsignedByte());
        var lane = Optional.<Lane>empty();
        for (var known : proxies.entrySet()) {
            if (isKnown(user, password, known.getValue())) lane = Optional.of(known.getKey());
        }
        send(PASSWORD_VERSION, lane.isPresent() ? SUCCEEDED : FAILED);
        return lane;
    }

    /// Both are compared whatever the first gives, so that the time taken does not tell which of them is wrong.
    private static boolean isKnown(byte[] user, byte[] password, Proxy proxy) {
        var isUser = MessageDigest.isEqual(user, proxy.user().getBytes(UTF_8));
        var isPassword =
                MessageDigest.isEqual(password, proxy.password().value().getBytes(UTF_8));
        return isUser && isPassword;
    }

    private Optional<Target> request() throws IOException {
        if (in.readUnsignedByte() != VERSION) return Optional.empty();
        int command = in.readUnsignedByte();
        in.skipNBytes(1);
        var host = host(in.readUnsignedByte());
        if (host.isEmpty()) return refuse(BAD_ADDRESS);
        int port = in.readUnsignedShort();
        if (command != CONNECT) return refuse(BAD_COMMAND);
        return port > 0 ? Optional.of(new Target(host.get(), port)) : refuse(BAD_ADDRESS);
    }

    /// The host as text; nothing for an IPv6 address or a name that is none.
    private Optional<String> host(int type) throws IOException {
        var text = switch (type) {
            case IPV4 ->
                in.readUnsignedByte() + "." + in.readUnsignedByte() + "." + in.readUnsignedByte() + "."
                        + in.readUnsignedByte();
            case NAME -> new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
            default -> "";
        };
        return Optional.of(text).filter(Target::isHost);
    }

    private Optional<Target> refuse(int code) throws IOException {
        reply(code);
        return Optional.empty();
    }

    /// Answers the request. The bound address is of no use to anyone and left at zero.
    void reply(int code) throws IOException {
        send(VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0);
    }

    private void send(int... values) throws IOException {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        out.write(bytes);
        out.flush();
    }
}
