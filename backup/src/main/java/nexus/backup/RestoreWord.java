package nexus.backup;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.backup.run.Kind;

/// Writes a run into MongoDB or Kubernetes.
final class RestoreWord implements Word {
    private static final Set<String> OF_DATA =
            Set.of("only", "rename", "if-exists", "no-oplog", "force", "yes", "resume", "restart");
    private static final Set<String> OF_RESOURCES = Set.of("namespace", "out", "all", "create-namespace");

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public String usage() {
        return """
                Usage: backup restore [RUN] [--only NAMESPACES]… [--rename FROM=TO]… [--if-exists drop|merge|rename]
                                      [--identity FILE] [--no-oplog] [--force] [--yes] [--resume | --restart] [--dry-run]
                       backup restore --kind resources [RUN] [--identity FILE] [--namespace NS] [--create-namespace]
                                      [--all] [--out DIR] [--dry-run]

                Restores a run, the newest complete one where none is named. All of what will be written is decrypted and
                compared with the manifest first, and the target is looked at: if anything is wrong, nothing is written. A
                restore that was cut goes on where it was when the same command is given again.

                  --identity FILE     the secret key that opens the run (default: BACKUP_IDENTITY_FILE)
                  --dry-run           verify the run, show what would be restored, and write nothing
                  --help              this text

                Into MongoDB:
                  --only NAMESPACES   shop, shop.orders, shop.orders-*; may be repeated
                  --rename FROM=TO    shop=shop2 or shop.orders=shop.orders2; may be repeated
                  --if-exists HOW     what becomes of collections that are there (default: nothing is restored)
                                        drop     they go, after a dump of them into the bucket, or at once with --yes
                                        merge    they stay; documents are added whose _id they do not have
                                        rename   they stay under the name NAME_before_RUN
                  --no-oplog          documents of different times will do, where the run has an oplog for them
                  --force             the target may be an older version than the source
                  --yes               drop without a dump before it
                  --resume            go on with an attempt that stopped more than a day ago: what it had begun is dropped
                  --restart           forget an attempt that stopped: what it has left is judged as any other collection

                Into Kubernetes (--kind resources), where KUBECONFIG leads, or the pod's account. The server tries all
                objects before the first is written. What is there is replaced where it differs:
                  --namespace NS      another namespace than the one that was saved
                  --create-namespace  makes it where it is not there, with the labels that were saved
                  --all               every object; without it those stay out that `helm upgrade --install` makes again
                  --out DIR           write the decrypted files and the Helm command instead; no cluster is asked

                Examples: backup restore --identity nexus-backup.key --dry-run
                          backup restore 2026-01-31T02-00-00Z-9f3kq2xd --only shop --rename shop=shop_yesterday
                          backup restore --kind resources --identity nexus-backup.key --create-namespace""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(
                Set.of("kind", "only", "rename", "if-exists", "identity", "namespace", "out"),
                Set.of("no-oplog", "force", "yes", "resume", "restart", "dry-run", "all", "create-namespace"),
                1);
    }

    @Override
    public boolean wantsDatabase(Arguments arguments) {
        return kind(arguments) == Kind.DATA;
    }

    private static Kind kind(Arguments arguments) {
        return arguments.kind().orElse(Kind.DATA);
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var kind = kind(arguments);
        refuse(arguments, kind == Kind.DATA ? OF_RESOURCES : OF_DATA, kind);
        return switch (kind) {
            case DATA -> RestoreData.run(session, arguments);
            case RESOURCES -> RestoreResources.run(session, arguments);
        };
    }

    private static void refuse(Arguments arguments, Set<String> options, Kind kind) {
        var given = Stream.concat(arguments.values().keySet().stream(), arguments.flags().stream())
                .filter(options::contains)
                .map(option -> "--" + option)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!given.isEmpty())
            throw new Arguments.Misuse(given + " means nothing for a run of kind " + kind.word()
                    + (kind == Kind.DATA ? "; is --kind resources meant?" : ""));
    }
}
