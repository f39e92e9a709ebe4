package nexus.backup.restore;

/// A database and a collection in it.
record Namespace(String database, String collection) {
    static Namespace parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) throw RestoreException.before("'" + text + "' is not a namespace");
        return new Namespace(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
