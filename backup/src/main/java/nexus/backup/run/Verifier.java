package nexus.backup.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import nexus.backup.age.Identity;
import nexus.backup.store.AlteredException;
import nexus.backup.store.StoreException;
import nexus.backup.store.Stored;

/// Compares a run with its manifest.
///
/// @param identities needed for [Depth#CONTENT] alone
/// @param parallel   objects read at once
/// @param progress   hears of bytes as they lie in the bucket
/// @param witness    sees every document at [Depth#CONTENT]
public record Verifier(Depth depth, List<Identity> identities, int parallel, LongConsumer progress, Witness witness) {
    private static final int MOST_TOLD = 100;
    private static final int SMALL = 1 << 20;
    private static final int ONE_IN = 10;

    public Verifier {
        identities = List.copyOf(identities);
    }

    /// One without a witness.
    public Verifier(Depth depth, List<Identity> identities, int parallel, LongConsumer progress) {
        this(depth, identities, parallel, progress, Witness.NONE);
    }

    /// Finds what is wrong with a run, one sentence for each object; nothing if it is good.
    ///
    /// @throws StoreException if the store cannot be asked
    public List<String> damages(RunReader run) {
        return damages(run, chosen(run));
    }

    /// The same, of which only some objects are read; whether the others are there is looked at all the same.
    public List<String> damages(RunReader run, List<Entry> some) {
        var damages = new ConcurrentLinkedQueue<>(missing(run));
        if (depth == Depth.HEAD || !damages.isEmpty()) return List.copyOf(damages);
        try {
            workers()
                    .all(some.stream()
                            .<Callable<Boolean>>map(entry -> () -> look(run, entry, damages))
                            .toList());
        } catch (IOException e) {
            throw new StoreException(String.valueOf(e.getMessage()), e);
        }
        return damages.stream().limit(MOST_TOLD).toList();
    }

    private Workers workers() {
        return new Workers(
                "verify", parallel, () -> new StoreException("it was told to stop while a run was verified"));
    }

    private List<Entry> chosen(RunReader run) {
        var entries = run.manifest().entries();
        if (depth != Depth.SAMPLE) return entries;
        return entries.stream()
                .filter(entry ->
                        entry.storedBytes() <= SMALL || entry.storedSha256().hashCode() % ONE_IN == 0)
                .toList();
    }

    /// Objects that are not there, are of another size, or are not of the run.
    private static List<String> missing(RunReader run) {
        var there = new HashMap<String, Stored>();
        var folder = run.layout().run(run.manifest().kind(), run.manifest().run());
        run.bucket().list(folder, stored -> there.put(stored.key(), stored));
        var damages = new ArrayList<String>();
        for (var entry : run.manifest().entries()) {
            var stored = there.remove(run.key(entry));
            if (stored == null) damages.add(run.key(entry) + " is missing");
            else if (stored.bytes() != entry.storedBytes())
                damages.add(run.key(entry) + " has " + stored.bytes() + " bytes instead of " + entry.storedBytes());
        }
        unknown(folder, there).forEach(key -> damages.add(key + " is not in the manifest"));
        return damages;
    }

    private static List<String> unknown(String folder, Map<String, Stored> rest) {
        rest.remove(folder + Layout.MANIFEST);
        rest.remove(folder + Layout.COMPLETE);
        return rest.keySet().stream().sorted().toList();
    }

    private boolean look(RunReader run, Entry entry, ConcurrentLinkedQueue<String> damages) throws IOException {
        try (var object = open(run, entry)) {
            if (depth == Depth.CONTENT) Documents.count(object, run.key(entry), entry, witness);
            else object.transferTo(OutputStream.nullOutputStream());
        } catch (DamageException | AlteredException e) {
            damages.add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IOException(run.key(entry) + " could not be read: " + e.getMessage(), e);
        }
        return damages.isEmpty();
    }

    private ObjectReader open(RunReader run, Entry entry) throws IOException {
        return depth == Depth.CONTENT ? run.read(entry, identities, progress) : run.readStored(entry, progress);
    }
}
