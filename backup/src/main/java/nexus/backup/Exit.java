package nexus.backup;

/// How the program ends. CronJobs and scripts rely on the numbers.
enum Exit {
    OK(0),
    /// A bug of the program itself.
    BUG(1),
    /// Arguments or settings cannot be used.
    USAGE(2),
    /// MongoDB, Kubernetes or the way to them.
    SOURCE(3),
    /// The bucket.
    STORE(4),
    /// A run is not what its manifest says, or a restore ended unequal to it.
    VERIFICATION(5),
    /// Another program holds the lease.
    LEASE(6),
    /// A restore has begun and did not come to its end; called again it goes on.
    PARTIAL(7);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
