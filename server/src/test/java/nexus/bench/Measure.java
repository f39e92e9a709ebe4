package nexus.bench;

/// What is done on every passage.
enum Measure {
    DOWNLOAD("Download, MB/s", 1),
    UPLOAD("Upload, MB/s", 1),
    FIND("Find of one document", 1),
    FINDS("Finds of one document per second, 16 threads", 16);

    private final String words;
    private final int threads;

    Measure(String words, int threads) {
        this.words = words;
        this.threads = threads;
    }

    String words() {
        return words;
    }

    /// How many do it side by side.
    int threads() {
        return threads;
    }

    /// What it comes to, as its words say.
    double figure(Outcome outcome) {
        return switch (this) {
            case DOWNLOAD, UPLOAD -> outcome.calls() * outcome.bytes() / outcome.seconds() / 1e6;
            case FIND -> outcome.p50();
            case FINDS -> outcome.calls() / outcome.seconds();
        };
    }
}
