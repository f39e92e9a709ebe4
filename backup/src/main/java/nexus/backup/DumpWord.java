package nexus.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

/// Saves the documents of MongoDB as a new run.
final class DumpWord implements Word {
    /// A server that reads from disk may take its time, but not this long.
    private static final Duration SILENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "dump";
    }

    @Override
    public String usage() {
        return """
                Usage: backup dump [--only NAMESPACES]… [--users] [--allow-fuzzy] [--dry-run]

                Reads MongoDB, through the SSH tunnel where one is configured, and writes a new run into the bucket: the
                directory format of mongodump, compressed, encrypted to the public keys of backup.recipients. The run counts
                once every object was read back (backup.read-back) and the marker COMPLETE is written.

                  --only NAMESPACES   shop (a database), shop.orders (a collection), shop.orders-* (what begins so); may be
                                      repeated. Such a run is a part: it does not count for retention
                  --users             with users and roles, that is with hashes of passwords
                  --allow-fuzzy       documents of different times are good enough on a sharded cluster too
                  --dry-run           show what would be read, and write nothing
                  --help              this text

                Example: MONGO_URI=mongodb://… SSH_HOST=bastion … BACKUP_BUCKET=backups BACKUP_RECIPIENTS=age1… backup dump""";
    }

    @Override
    public Arguments.Form form() {
        return new Arguments.Form(Set.of("only"), Set.of("users", "allow-fuzzy", "dry-run"), 0);
    }

    @Override
    public boolean wantsDatabase(Arguments arguments) {
        return true;
    }

    /// A part is no backup.
    @Override
    public boolean isMeasured(Arguments arguments) {
        return !arguments.has("dry-run") && arguments.all("only").isEmpty();
    }

    @Override
    public Exit run(Session session, Arguments arguments) {
        var options = Dumping.options(
                session.settings(), arguments.all("only"), arguments.has("allow-fuzzy"), arguments.has("users"));
        try (var link = session.link(SILENCE)) {
            var dumping = new Dumping(session, link.client());
            if (arguments.has("dry-run")) dumping.preview(options).forEach(session.out()::println);
            else session.out().println(dumping.run(options));
            return Exit.OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
