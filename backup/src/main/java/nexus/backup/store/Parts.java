package nexus.backup.store;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// The parts of an object that the store has so far.
final class Parts {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    /// What S3 takes.
    static final int MOST = 10_000;

    private static final int PLANNED = 9_500;
    private static final long STEP = 1 << 20;

    private final Target target;
    private final int most;
    private final String id;
    private final List<CompletedPart> sent = new ArrayList<>();

    private Parts(Target target, int most, String id) {
        this.target = target;
        this.most = most;
        this.id = id;
    }

    /// The size of parts with which an object gets by: what the settings say, or more.
    static long size(long wanted, long expected) {
        long needed = Math.ceilDiv(expected, PLANNED);
        return needed <= wanted ? wanted : Math.ceilDiv(needed, STEP) * STEP;
    }

    static Parts begin(Target target, int most) {
        return new Parts(target, most, target.create());
    }

    void send(Part part) {
        if (sent.size() == most)
            throw new StoreException(target.key() + " has come to " + most + " parts of " + part.size()
                    + " bytes, and S3 takes no more: it is larger than was expected when it began; raise"
                    + " backup.store.part-size");
        sent.add(target.send(id, sent.size() + 1, part));
    }

    void complete() {
        target.complete(id, sent);
    }

    void abort() {
        try {
            target.abort(id);
        } catch (SdkException e) {
            LOG.log(WARNING, "the upload of {0} is left behind until a sweep: {1}", target.key(), e.getMessage());
        }
    }
}
