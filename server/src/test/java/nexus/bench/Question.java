package nexus.bench;

/// What every server is asked: one row of the table.
enum Question {
    FIND_ONE("find of one document", "tools/call"),
    FIND_TEN("find of ten documents", "tools/call"),
    TOOLS_LIST("tools/list", "tools/list");

    private final String words;
    private final String method;

    Question(String words, String method) {
        this.words = words;
        this.method = method;
    }

    String words() {
        return words;
    }

    String method() {
        return method;
    }

    /// The arguments of the call, as MongoDB's own server and Nexus both take them.
    ///
    /// @param id of the document, as hexadecimal digits
    String arguments(String connection, String database, String id) {
        var target = "\"connectionId\":\"" + connection + "\",\"database\":\"" + database + "\",\"collection\":\""
                + Stock.COLLECTION + "\"";
        return switch (this) {
            case FIND_ONE -> "{" + target + ",\"filter\":{\"_id\":{\"$oid\":\"" + id + "\"}}}";
            case FIND_TEN -> "{" + target + ",\"filter\":{},\"limit\":10}";
            case TOOLS_LIST -> "{}";
        };
    }

    /// A text that only a right answer holds.
    String mark(String id) {
        return switch (this) {
            case FIND_ONE -> id;
            case FIND_TEN -> "$oid";
            case TOOLS_LIST -> "\"inputSchema\"";
        };
    }

    /// How often it holds it at least.
    int marks() {
        return this == FIND_TEN ? 10 : 1;
    }
}
