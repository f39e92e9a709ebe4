package nexus.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nexus.backup.age.AgeException;
import nexus.backup.age.Recipient;
import nexus.backup.dump.DumpOptions;
import nexus.backup.run.Depth;
import nexus.backup.run.Layout;
import nexus.backup.run.Retention;
import nexus.config.Aliases;
import nexus.config.LogFormat;
import nexus.config.Section;

/// What the backup program is told by its settings.
///
/// @param layout     where things lie in the bucket
/// @param name       of what is saved
/// @param recipients public keys that runs are encrypted to
/// @param identities file with the secret keys that open runs
/// @param parallel   objects at work at once
/// @param patience   how long a dump tries to go on after a cut before it gives up
/// @param readBack   how closely a run is looked at before it counts
/// @param metrics    where the ends of words are told
/// @param mcp        who is asked after a restore
/// @param drill      what a drill is told
/// @param connection the name of the database among the connections
/// @param resources  what of a namespace of Kubernetes is saved
/// @param link       the database; only where a word needs it
record Settings(
        Log log,
        nexus.backup.store.Settings store,
        Layout layout,
        String name,
        List<Recipient> recipients,
        Optional<Path> identities,
        int parallel,
        Duration patience,
        DumpOptions.Demand consistency,
        boolean users,
        Depth readBack,
        Retention retention,
        Leasing leasing,
        nexus.backup.metrics.Settings metrics,
        nexus.backup.mcp.Settings mcp,
        DrillSettings drill,
        String connection,
        nexus.backup.resources.Settings resources,
        Optional<Link.Settings> link) {
    static final Map<String, String> ALIASES = Aliases.all(List.of(
            Map.of(
                    "NEXUS_CONFIG", "config",
                    "NEXUS_PROFILE", "profile",
                    "BACKUP_BUCKET", "backup.store.bucket",
                    "BACKUP_RECIPIENTS", "backup.recipients",
                    "BACKUP_IDENTITY_FILE", "backup.identity-file",
                    "POD_NAMESPACE", "backup.metrics.namespace"),
            nexus.mongo.Settings.ALIASES,
            nexus.tunnel.Settings.ALIASES));

    /// Sections of the file that are the server's.
    private static final List<String> OF_THE_SERVER = List.of("http", "auth", "ops", "fleet", "start", "stop", "mcp");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String NAMES = "letters, digits, dots, dashes and underscores, at most 63";
    private static final Set<String> TAKEN = Set.of("data", "resources", "restores");

    /// How the log is written.
    record Log(LogFormat format, LogFormat.Threshold level) {}

    /// How programs are kept from each other's runs.
    ///
    /// @param period    of renewals of a lease; after three that are missing another program may take it
    /// @param namespace of the leases that Kubernetes keeps; nothing: that of the pod's account
    /// @param longest   time that a program waits for a lease that another one holds
    record Leasing(From from, Duration period, Optional<String> namespace, Duration longest) {
        /// Who keeps leases.
        enum From {
            /// The bucket, which must keep the conditions If-Match and If-None-Match.
            STORE,
            /// Kubernetes, as objects of coordination.k8s.io/v1.
            KUBERNETES,
            /// Nobody: the operator sees to it that one program at a time runs.
            NONE
        }
    }

    /// Reads them.
    ///
    /// @param wantsDatabase whether the word at work needs one
    static Settings read(Section root, boolean wantsDatabase) {
        OF_THE_SERVER.forEach(root::leave);
        var backup = root.section("backup");
        var store = nexus.backup.store.Settings.read(backup.section("store"));
        var name = name(backup);
        return new Settings(
                new Log(
                        root.choice("log.format", LogFormat.class),
                        root.choice("log.level", LogFormat.Threshold.class)),
                store,
                Layout.of(store.prefix(), name),
                name,
                recipients(backup),
                backup.fileIfSet("identity-file"),
                backup.integer("parallel", 1, 64),
                backup.duration("patience", Duration.ofSeconds(1), Duration.ofHours(6)),
                backup.choice("consistency", DumpOptions.Demand.class),
                backup.flag("users"),
                readBack(backup),
                retention(backup),
                new Leasing(
                        backup.choice("lease", Leasing.From.class),
                        backup.duration("lease-period", Duration.ofMillis(100), Duration.ofHours(1)),
                        backup.textIfSet("lease-namespace", "the name of a namespace"),
                        backup.duration("lease-wait", Duration.ZERO, Duration.ofHours(1))),
                nexus.backup.metrics.Settings.read(backup.section("metrics")),
                nexus.backup.mcp.Settings.read(backup.section("mcp")),
                drill(root, backup),
                connection(backup),
                nexus.backup.resources.Settings.read(backup.section("resources")),
                link(root, backup, wantsDatabase));
    }

    private static String connection(Section backup) {
        return backup.text("connection", "the name of a connection", "connection: default");
    }

    private static DrillSettings drill(Section root, Section backup) {
        var source = root.entries("connections", "connection-defaults").get(connection(backup));
        return DrillSettings.read(root, backup.section("drill"), Optional.ofNullable(source));
    }

    private static String name(Section backup) {
        var name = backup.text("name", NAMES, "name: production");
        if (!NAME.matcher(name).matches() || TAKEN.contains(name))
            backup.problem("name", "\"" + name + "\" cannot be a folder of the bucket", NAMES, "name: production");
        return name;
    }

    private static List<Recipient> recipients(Section backup) {
        var allowed = "public keys of age, as age-keygen prints them";
        return backup.list("recipients", allowed).stream()
                .flatMap(text -> recipient(backup, text, allowed).stream())
                .toList();
    }

    private static Optional<Recipient> recipient(Section backup, String text, String allowed) {
        try {
            return Optional.of(Recipient.parse(text));
        } catch (AgeException e) {
            backup.problem("recipients", String.valueOf(e.getMessage()), allowed, "recipients: [age1…]");
            return Optional.empty();
        }
    }

    private static Depth readBack(Section backup) {
        var depth = backup.choice("read-back", Depth.class);
        if (depth == Depth.CONTENT)
            backup.problem(
                    "read-back",
                    "a dump has no secret key and cannot look into what it wrote",
                    "head or sample or full",
                    "read-back: full");
        return depth;
    }

    private static Retention retention(Section backup) {
        var day = Duration.ofDays(1);
        return new Retention(
                backup.integer("keep", 1, 10_000),
                backup.duration("keep-age", day, day.multipliedBy(10_000)),
                backup.duration("incomplete-age", Duration.ofHours(1), day.multipliedBy(365)));
    }

    private static Optional<Link.Settings> link(Section root, Section backup, boolean wantsDatabase) {
        var wanted = connection(backup);
        var entries = root.entries("connections", "connection-defaults");
        if (!wantsDatabase || !entries.containsKey(wanted)) root.leave("connections");
        if (!wantsDatabase) return Optional.empty();
        root.leave("connection-defaults");
        entries.keySet().stream()
                .filter(name -> !name.equals(wanted))
                .forEach(name -> root.leave("connections." + name));
        if (entries.containsKey(wanted)) return Optional.of(Link.Settings.read(wanted, entries.get(wanted)));
        backup.problem(
                "connection",
                "there is no connection \"" + wanted + "\"",
                entries.isEmpty()
                        ? "set MONGO_URI, or connections in the file of NEXUS_CONFIG"
                        : String.join(" or ", entries.keySet()),
                "MONGO_URI=mongodb://backup:password@mongo-a:27017/?replicaSet=rs0");
        return Optional.empty();
    }
}
