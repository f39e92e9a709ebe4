package nexus;

import nexus.metrics.Meters;
import nexus.tunnel.State;
import nexus.tunnel.Tunnel;

/// Publishes the gauges of a connection: its pool and its tunnel.
final class LinkMeters {
    private LinkMeters() {}

    static void register(Meters meters, Link link) {
        pool(meters, link);
        link.tunnel().ifPresent(tunnel -> tunnel(meters, link.name(), tunnel));
    }

    private static void pool(Meters meters, Link link) {
        var connection = link.connection();
        String[] tag = {"connection", link.name()};
        meters.gauge("mongodb_up", "1 while MongoDB answers heartbeats.", () -> connection.isUsable() ? 1 : 0, tag);
        meters.gauge(
                "mongodb_pool_size",
                "Open connections to MongoDB.",
                () -> connection.pool().size(),
                tag);
        meters.gauge(
                "mongodb_pool_checked_out",
                "Connections in use.",
                () -> connection.pool().checkedOut(),
                tag);
        meters.gauge(
                "mongodb_pool_max", "Most connections.", () -> connection.pool().max(), tag);
        meters.gauge(
                "mongodb_pool_waiting",
                "Calls that wait for a connection.",
                () -> connection.pool().waiting(),
                tag);
    }

    private static void tunnel(Meters meters, String name, Tunnel tunnel) {
        String[] tag = {"connection", name};
        meters.gauge(
                "nexus_tunnel_up",
                "1 while the SSH session is up.",
                () -> tunnel.status().state() == State.UP ? 1 : 0,
                tag);
        meters.gauge(
                "nexus_tunnel_channels", "Open channels.", () -> tunnel.stats().channels(), tag);
        meters.gauge(
                "nexus_tunnel_rtt_seconds",
                "Last measured round trip to the bastion.",
                () -> tunnel.stats().roundTrip().toNanos() / 1e9,
                tag);
        counts(meters, name, tunnel);
    }

    private static void counts(Meters meters, String name, Tunnel tunnel) {
        meters.count(
                "nexus_tunnel_reconnects",
                "Sessions made anew after the first.",
                () -> tunnel.stats().reconnects(),
                "connection",
                name);
        meters.count(
                "nexus_tunnel_bytes",
                "Bytes through the tunnel.",
                () -> tunnel.stats().bytesIn(),
                "connection",
                name,
                "dir",
                "in");
        meters.count(
                "nexus_tunnel_bytes",
                "Bytes through the tunnel.",
                () -> tunnel.stats().bytesOut(),
                "connection",
                name,
                "dir",
                "out");
    }
}
