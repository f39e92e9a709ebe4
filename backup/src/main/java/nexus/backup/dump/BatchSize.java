package nexus.backup.dump;

/// How many documents to ask for, so that a reply is of moderate size: the driver holds it whole.
final class BatchSize {
    static final int REPLY_BYTES = 2 << 20;

    private static final int UNKNOWN = 16;
    private static final int MOST = 100_000;

    /// Documents that follow may be larger than those that were seen.
    private static final int MOST_GROWTH = 8;

    private int documents;

    private BatchSize(int documents) {
        this.documents = documents;
    }

    /// @param meanBytes of a document, as the server tells; 0 where it does not
    static BatchSize of(long meanBytes) {
        return new BatchSize(meanBytes > 0 ? fitting(meanBytes) : UNKNOWN);
    }

    private static int fitting(long meanBytes) {
        return Math.clamp(REPLY_BYTES / Math.max(meanBytes, 1), 1, MOST);
    }

    int documents() {
        return documents;
    }

    /// Learns from a reply.
    void learn(long seen, long bytes) {
        if (seen > 0) documents = Math.min(fitting(bytes / seen), documents * MOST_GROWTH);
    }
}
