package nexus.backup.run;

import nexus.backup.store.Bucket;

/// The right to change what lies below some key, until it is closed or lost.
///
/// A lease cannot stop a process that has lost it; the process has to ask, with [#check], before each step that
/// must not happen twice: before a marker is written, and before anything is deleted.
public interface Lease extends AutoCloseable {
    /// Takes the lease of a key in the store, on the usual terms.
    ///
    /// @param holder who asks, in words for people: a host or a pod
    /// @throws LeaseException if somebody else holds it, or the store cannot keep one
    static Lease acquire(Bucket bucket, String key, String holder) {
        return Leases.in(bucket).acquire(key, LeaseTerms.of(holder));
    }

    /// Larger than that of whoever held the lease before.
    long fence();

    /// Whether it is still ours: said by the store, and not too long ago.
    ///
    /// @throws LeaseException if it is not
    void check();

    /// Gives it back. Whoever comes next need not wait.
    @Override
    void close();
}
