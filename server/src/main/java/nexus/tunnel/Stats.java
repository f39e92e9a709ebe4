package nexus.tunnel;

public record Stats(long reconnects, int channels, long bytesIn, long bytesOut, java.time.Duration roundTrip) {}
