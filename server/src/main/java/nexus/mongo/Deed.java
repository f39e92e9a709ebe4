package nexus.mongo;

import java.util.Locale;

/// What can be done to a database beside reading it.
public enum Deed {
    INSERT_MANY("insert"),
    UPDATE_ONE("update"),
    UPDATE_MANY("update"),
    REPLACE_ONE("replace"),
    DELETE_ONE("delete"),
    DELETE_MANY("delete"),
    FIND_AND_MODIFY("change"),
    BULK_WRITE("write"),
    CREATE_COLLECTION("create"),
    CREATE_INDEX("create"),
    DROP_INDEX("drop"),
    RENAME_COLLECTION("rename"),
    DROP_COLLECTION("drop"),
    DROP_DATABASE("drop");

    private final String verb;

    Deed(String verb) {
        this.verb = verb;
    }

    /// Such as `update`.
    String verb() {
        return verb;
    }

    /// The name of its tool, such as `update-many`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
