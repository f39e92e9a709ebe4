package nexus.tunnel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what RFC 4251, section 5 packs into bytes, from the front.
final class SshBytes {
    private final ByteBuffer rest;

    SshBytes(byte[] bytes) {
        rest = ByteBuffer.wrap(bytes);
    }

    /// @throws IllegalArgumentException if there are not that many bytes
    byte[] string() {
        int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
        if (length < 0 || length > rest.remaining()) throw new IllegalArgumentException("the bytes end too early");
        var bytes = new byte[length];
        rest.get(bytes);
        return bytes;
    }

    String text() {
        return new String(string(), StandardCharsets.UTF_8);
    }

    int number() {
        if (rest.remaining() < Integer.BYTES) throw new IllegalArgumentException("the bytes end too early");
        return rest.getInt();
    }

    long longNumber() {
        if (rest.remaining() < Long.BYTES) throw new IllegalArgumentException("the bytes end too early");
        return rest.getLong();
    }

    /// Texts to the end.
    List<String> texts() {
        var texts = new ArrayList<String>();
        while (rest.hasRemaining()) texts.add(text());
        return texts;
    }
}
