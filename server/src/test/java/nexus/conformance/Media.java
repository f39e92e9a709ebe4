package nexus.conformance;

import java.util.Base64;

/// The smallest files of their kinds.
final class Media {
    static final String PNG = "image/png";
    static final String WAV = "audio/wav";

    /// One red pixel.
    static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC");

    /// Mono, 8 bits, 8 kHz, not one sample.
    static final byte[] SILENCE =
            Base64.getDecoder().decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=");

    private Media() {}
}
