package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which room of the backup program may import which, those of the server included.
class ArrowsTest {
    private static final String ROOT = "nexus.backup";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "nexus.backup.age", Set.of(),
            "nexus.backup.store", Set.of("nexus.config"),
            "nexus.backup.run", Set.of("nexus.backup.age", "nexus.backup.store"),
            "nexus.backup.resources",
                    Set.of("nexus.config", "nexus.backup.age", "nexus.backup.run", "nexus.backup.store"),
            "nexus.backup.dump", Set.of("nexus.backup.run", "nexus.mongo"),
            "nexus.backup.restore", Set.of("nexus.backup.age", "nexus.backup.run", "nexus.backup.store", "nexus.mongo"),
            "nexus.backup.drill", Set.of("nexus.backup.restore", "nexus.backup.run", "nexus.mongo"),
            "nexus.backup.http", Set.of("nexus.config"),
            "nexus.backup.mcp", Set.of("nexus.backup.http", "nexus.config"),
            "nexus.backup.metrics", Set.of("nexus.backup.http", "nexus.config"));

    /// A library and the only rooms that may see it.
    record Library(String prefix, Set<String> rooms) {}

    static Stream<Library> libraries() {
        return Stream.of(
                new Library("software.amazon.", Set.of("nexus.backup.store")),
                new Library("io.fabric8.", Set.of("nexus.backup.resources")),
                new Library("tools.jackson.", Set.of("nexus.backup.resources")),
                new Library("com.mongodb.", Set.of("nexus.backup.drill", "nexus.backup.dump", "nexus.backup.restore")),
                new Library(
                        "org.bson.",
                        Set.of(
                                "nexus.backup.drill",
                                "nexus.backup.dump",
                                "nexus.backup.mcp",
                                "nexus.backup.restore",
                                "nexus.backup.run")));
    }

    @Test
    void everyRoomIsInTheTable() {
        var rooms = new TreeSet<String>();
        CLASSES.forEach(type -> rooms.add(type.getPackageName()));
        rooms.removeAll(MAY_IMPORT.keySet());
        assertEquals(Set.of(ROOT), rooms, "packages that no row of the table allows");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void importsOnlyTheRoomsOfItsRow(String room) {
        var allowed = MAY_IMPORT.get(room);
        assertEquals(
                Set.of(),
                crossings(
                        room,
                        target -> target.startsWith("nexus.") && !target.equals(room) && !allowed.contains(target)));
    }

    static Set<String> rooms() {
        return new TreeSet<>(MAY_IMPORT.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void staysInItsRooms(Library library) {
        for (var room : rooms())
            if (!library.rooms().contains(room))
                assertEquals(Set.of(), crossings(room, target -> (target + ".").startsWith(library.prefix())));
    }

    @Test
    void theProgramMeetsOnlyThreeRoomsOfTheServer() {
        var allowed = Set.of("nexus.config", "nexus.tunnel", "nexus.mongo");
        assertEquals(
                Set.of(),
                crossings(
                        ROOT,
                        target ->
                                target.startsWith("nexus.") && !target.startsWith(ROOT) && !allowed.contains(target)));
    }

    private static Set<String> crossings(String room, java.util.function.Predicate<String> isForbidden) {
        var crossings = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackageName().equals(room)) continue;
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> isForbidden.test(target.getPackageName()))
                    .forEach(target -> crossings.add(type.getName() + " → " + target.getName()));
        }
        return crossings;
    }
}
