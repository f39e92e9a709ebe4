package nexus;

import java.util.Locale;
import java.util.function.Supplier;
import nexus.metrics.Meters;
import nexus.tunnel.Ending;
import nexus.tunnel.Lane;
import nexus.tunnel.Refusal;
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
        meters.gauge(
                "nexus_tunnel_last_heartbeat_timestamp_seconds",
                "When the bastion was last heard; 0 if never.",
                () -> tunnel.stats().lastHeard().toEpochMilli() / 1e3,
                tag);
        states(meters, name, tunnel);
        counts(meters, name, tunnel);
    }

    private static void states(Meters meters, String name, Tunnel tunnel) {
        for (var lane : Lane.values()) {
            for (var state : State.values()) {
                meters.gauge(
                        "nexus_tunnel_state",
                        "1 for the state that a lane of the tunnel is in.",
                        () -> tunnel.status(lane).state() == state ? 1 : 0,
                        "connection",
                        name,
                        "lane",
                        lane.name().toLowerCase(Locale.ROOT),
                        "state",
                        state.name());
            }
        }
    }

    private static void counts(Meters meters, String name, Tunnel tunnel) {
        for (var why : Ending.values()) {
            meters.count(
                    "nexus_tunnel_reconnects",
                    "Sessions made anew after the first, by why the one before ended.",
                    () -> tunnel.stats().reconnects().getOrDefault(why, 0L),
                    tags(name, "reason", why));
        }
        for (var why : Refusal.values()) {
            meters.count(
                    "nexus_tunnel_channel_open_failures",
                    "Connections through the tunnel that were not opened, by why.",
                    () -> tunnel.stats().openFailures().getOrDefault(why, 0L),
                    tags(name, "reason", why));
        }
        meters.count(
                "nexus_tunnel_rotation_failures",
                "How often changed key files could not be used.",
                () -> tunnel.stats().rotationFailures(),
                "connection",
                name);
        bytes(meters, name, "in", () -> tunnel.stats().bytesIn());
        bytes(meters, name, "out", () -> tunnel.stats().bytesOut());
    }

    private static String[] tags(String name, String tag, Enum<?> value) {
        return new String[] {"connection", name, tag, value.name().toLowerCase(Locale.ROOT)};
    }

    private static void bytes(Meters meters, String name, String direction, Supplier<Long> count) {
        meters.count("nexus_tunnel_bytes", "Bytes through the tunnel.", count, "connection", name, "dir", direction);
    }
}
