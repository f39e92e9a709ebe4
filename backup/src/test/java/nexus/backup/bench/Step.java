package nexus.backup.bench;

import java.util.Map;

/// What is measured.
enum Step {
    START("list, which moves nothing", "list", 1, "head"),
    DUMP("dump, 4 at once, read back by head", "dump", 4, "head"),
    DUMP_ALONE("dump, one at a time, read back by head", "dump", 1, "head"),
    DUMP_FULL("dump, 4 at once, read back whole", "dump", 4, "full"),
    RESTORE("restore, 4 at once", "restore", 4, "head"),
    RESTORE_ALONE("restore, one at a time", "restore", 1, "head");

    private final String title;
    private final String word;
    private final int parallel;
    private final String readBack;

    Step(String title, String word, int parallel, String readBack) {
        this.title = title;
        this.word = word;
        this.parallel = parallel;
        this.readBack = readBack;
    }

    String title() {
        return title;
    }

    String word() {
        return word;
    }

    boolean isDump() {
        return word.equals("dump");
    }

    boolean isRestore() {
        return word.equals("restore");
    }

    Map<String, String> environment() {
        return Map.of("NEXUS_BACKUP_PARALLEL", Integer.toString(parallel), "NEXUS_BACKUP_READ_BACK", readBack);
    }
}
