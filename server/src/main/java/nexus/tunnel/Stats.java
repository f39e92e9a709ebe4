package nexus.tunnel;

import java.time.Duration;

/// What a tunnel has done so far.
///
/// @param reconnects connections after the first
/// @param channels   open now
/// @param bytesIn    from the far end
/// @param bytesOut   to the far end
/// @param roundTrip  the last channel open, to the bastion, on to the target and back (for a tunnel of someone else:
///                   the TCP connect to it); zero when there was none
public record Stats(long reconnects, int channels, long bytesIn, long bytesOut, Duration roundTrip) {}
