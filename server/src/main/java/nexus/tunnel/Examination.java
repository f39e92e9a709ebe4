package nexus.tunnel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.config.Trial;

/// Tries out the way to the database step by step, in the order of the start, and tells what came of each.
public final class Examination {
    /// MongoDB never speaks first: an end within this time means that nothing is behind a tunnel.
    private static final Duration LISTEN = Duration.ofSeconds(1);

    private final Set<Target> targets;
    private final Duration patience;
    private final Trial trial;

    private Examination(Set<Target> targets, Duration patience, Trial trial) {
        this.targets = targets;
        this.patience = patience;
        this.trial = trial;
    }

    /// Reports every step to the trial; what comes after one that fails is skipped.
    ///
    /// @param targets  the hosts of the database
    /// @param patience how long each step may take
    public static void run(Settings settings, Set<Target> targets, Duration patience, Trial trial) {
        var examination = new Examination(targets, patience, trial);
        switch (settings) {
            case Settings.Ssh ssh -> examination.examine(ssh.hops());
            case Settings.External external -> examination.examine(external);
        }
    }

    /// The way in a few words, for a heading.
    public static String describe(Settings settings) {
        return switch (settings) {
            case Settings.Ssh ssh ->
                ssh.hops().stream()
                        .map(hop -> hop.login().user() + "@" + hop.where())
                        .collect(Collectors.joining(", then "));
            case Settings.External external ->
                "the tunnel at " + external.host() + ":" + external.port() + ", held open by someone else";
        };
    }

    private void examine(List<Settings.Hop> hops) {
        trial.plan(steps(hops));
        var crew = new Crew();
        var opened = new ArrayList<TrialHop>();
        for (var hop : hops) opened.add(new TrialHop(hop, patience, trial, crew));
        try {
            // Nothing is dialled before every file has been read.
            for (var hop : opened) if (!trial.isOver()) hop.readFiles();
            connect(opened);
            if (!trial.isOver()) forward(opened.getLast());
        } finally {
            opened.reversed().forEach(TrialHop::close);
        }
    }

    private List<String> steps(List<Settings.Hop> hops) {
        var steps = new ArrayList<String>();
        var isChain = hops.size() > 1;
        for (var hop : hops) steps.addAll(named(isChain, hop, "key file", "known hosts"));
        steps.addAll(named(isChain, hops.getFirst(), "name", "TCP", "host key", "login"));
        for (var hop : hops.subList(1, hops.size())) steps.addAll(named(isChain, hop, "way", "host key", "login"));
        targets.forEach(_ -> steps.add("forward"));
        return steps;
    }

    private static List<String> named(boolean isChain, Settings.Hop hop, String... steps) {
        return List.of(steps).stream()
                .map(step -> isChain ? hop.host() + " " + step : step)
                .toList();
    }

    private void connect(List<TrialHop> hops) {
        for (int i = 0; i < hops.size() && !trial.isOver(); i++) {
            if (i == 0) hops.get(i).connect();
            else hops.get(i).connect(hops.get(i - 1));
        }
    }

    private void forward(TrialHop bastion) {
        var reached = 0;
        for (var target : targets) {
            try {
                bastion.open(target.host(), target.port()).close();
                reached++;
                trial.ok(target.toString());
            } catch (ChannelProxy.Refused e) {
                trial.flaw(bastion.refusal(e, target));
            }
        }
        if (reached == 0 && !targets.isEmpty()) trial.stop();
    }

    private void examine(Settings.External external) {
        trial.plan(List.of("name", "TCP", "far end"));
        var where = external.host() + ":" + external.port();
        try {
            var address = Reach.resolve(external.host(), patience);
            trial.ok(external.host() + " is " + address.getHostAddress());
            try (var socket = Reach.dial(address, external.port(), patience)) {
                trial.ok("a tunnel listens on " + where);
                socket.setSoTimeout(Math.toIntExact(LISTEN.toMillis()));
                listen(socket.getInputStream().read(), where);
            }
        } catch (SocketTimeoutException e) {
            trial.ok("the connection stays open");
        } catch (IOException e) {
            listen(-1, where);
        } catch (TunnelException e) {
            trial.fail(String.valueOf(e.getMessage()));
        }
    }

    private void listen(int value, String where) {
        trial.fail(
                value < 0
                        ? "the tunnel at " + where
                                + " hangs up at once: its far end is closed, or its bastion forbids it;"
                                + " look at the tunnel's own log"
                        : "what listens at " + where + " speaks first, which MongoDB never does: is the port right?");
    }
}
