package nexus.backup;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import java.io.UncheckedIOException;
import nexus.backup.drill.DrillException;
import nexus.backup.dump.DumpException;
import nexus.backup.resources.ClusterException;
import nexus.backup.restore.RestoreException;
import nexus.backup.run.DamageException;
import nexus.backup.run.LeaseException;
import nexus.backup.store.StoreException;
import nexus.mongo.DatabaseException;
import nexus.tunnel.TunnelException;

/// What went wrong with a word.
///
/// @param sentence for the operator
record Failure(String sentence, Exit exit) {
    static Failure of(Throwable cause, Word word) {
        var said = String.valueOf(cause.getMessage());
        return switch (cause) {
            case Arguments.Misuse _ ->
                new Failure(said + " (backup " + word.name() + " --help tells more)", Exit.USAGE);
            case StoreException _ -> new Failure(said, Exit.STORE);
            case UncheckedIOException _ -> new Failure("an object could not be read or written: " + said, Exit.STORE);
            case DamageException _ -> new Failure(said, Exit.VERIFICATION);
            case LeaseException _ -> new Failure(said, Exit.LEASE);
            case RestoreException e -> new Failure(said, e.isMisasked() ? Exit.USAGE : Exit.SOURCE);
            case DrillException _, DumpException _, TunnelException _, DatabaseException _, ClusterException _ ->
                new Failure(said, Exit.SOURCE);
            case MongoInterruptedException _ -> new Failure("it was told to stop", Exit.SOURCE);
            case MongoException e ->
                new Failure("MongoDB failed: " + e.getClass().getSimpleName() + ", code " + e.getCode(), Exit.SOURCE);
            case OutOfMemoryError _ ->
                new Failure(
                        "the heap is too small: give it more (-Xmx; docs/backup.md tells how much), or lower"
                                + " backup.parallel",
                        Exit.BUG);
            default -> new Failure("this is a bug of the program; please report the lines above", Exit.BUG);
        };
    }
}
