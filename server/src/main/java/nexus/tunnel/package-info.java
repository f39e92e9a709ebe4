/// The way to a MongoDB behind a bastion: a SOCKS5 proxy on loopback whose connections travel over SSH. Knows nothing
/// of
/// MongoDB: it is told host names and ports, and carries bytes.
@NullMarked
package nexus.tunnel;

import org.jspecify.annotations.NullMarked;
