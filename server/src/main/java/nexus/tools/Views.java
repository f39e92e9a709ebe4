package nexus.tools;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import nexus.access.grants.Grant;
import nexus.access.grants.Grants;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Right;
import nexus.mongo.Sights;
import nexus.mongo.view.Level;
import nexus.mongo.view.Sight;
import nexus.mongo.view.View;

/// What callers see of connections, by the grants in force at each call. Here the words of access become those of
/// mongo, neither of which knows the other.
public final class Views {
    /// Of a connection that is not there for a caller.
    static final View NOTHING = new Granted(new Grants(List.of()), Level.READ);

    private Views() {}

    /// What each caller sees of each connection, by its name.
    ///
    /// @param grants those in force
    public static BiFunction<Caller, String, View> of(Supplier<Grants> grants) {
        return (caller, connection) -> view(caller, grants.get().of(caller, connection));
    }

    /// A caller goes no further than its rights, whatever is granted.
    private static View view(Caller caller, Grants grants) {
        if (!caller.may(Right.READ) || grants.all().isEmpty()) return NOTHING;
        var most = caller.may(Right.ADMIN) ? Level.MANAGE : caller.may(Right.WRITE) ? Level.WRITE : Level.READ;
        return grants.equals(Grants.OPEN) && most == Level.MANAGE ? View.WHOLE : new Granted(grants, most);
    }

    /// What is wrong with what a grant says of fields and documents.
    public static List<String> problems(Grant grant) {
        return Sights.check(new Sight(grant.hide(), grant.mask(), grant.filter(), level(grant.level())));
    }

    private static Level level(Right right) {
        return switch (right) {
            case READ -> Level.READ;
            case WRITE -> Level.WRITE;
            case ADMIN -> Level.MANAGE;
        };
    }

    /// What some grants let a caller see.
    ///
    /// @param grants for this caller and this connection
    /// @param most   what its rights allow
    private record Granted(Grants grants, Level most) implements View {
        @Override
        public Optional<Level> level() {
            return grants.level().map(this::atMost);
        }

        @Override
        public Optional<Level> level(String database) {
            return grants.level(database).map(this::atMost);
        }

        @Override
        public boolean hasDatabase(String database) {
            return grants.isAbout(database);
        }

        @Override
        public Optional<Sight> sight(String database, String collection) {
            return grants.on(database, collection)
                    .map(grant -> new Sight(grant.hide(), grant.mask(), grant.filter(), atMost(grant.level())));
        }

        private Level atMost(Right granted) {
            var level = Views.level(granted);
            return most.includes(level) ? level : most;
        }
    }
}
