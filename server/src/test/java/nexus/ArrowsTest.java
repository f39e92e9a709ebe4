package nexus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which room may import which. The table is the one of docs/architecture.md.
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nexus");

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("mcp", Set.of()),
            Map.entry("tunnel", Set.of("config")),
            Map.entry("mongo", Set.of("config")),
            Map.entry("embedded", Set.of()),
            Map.entry("access", Set.of("config", "mcp")),
            Map.entry("tools", Set.of("mcp", "mongo", "access")),
            Map.entry("http", Set.of("config", "mcp", "access")),
            Map.entry("health", Set.of()),
            Map.entry("metrics", Set.of("mcp")),
            Map.entry("ops", Set.of("config", "health", "metrics")),
            Map.entry("command", Set.of("config", "tunnel", "mongo", "access")));

    private static final Map<String, Set<String>> INNER = Map.of(
            "nexus.mcp.json", Set.of(),
            "nexus.mcp.catalog", Set.of("nexus.mcp.json"),
            "nexus.mcp.fleet", Set.of("nexus.mcp.json"),
            "nexus.mongo.view", Set.of());

    /// A library and the only rooms that may see it.
    record Library(String prefix, Set<String> rooms) {}

    static List<Library> libraries() {
        return List.of(
                new Library("com.jcraft.jsch.", Set.of("tunnel")),
                new Library("de.bwaldvogel.", Set.of("embedded")),
                new Library("com.mongodb.", Set.of("mongo", "embedded")),
                new Library("com.nimbusds.", Set.of("access")),
                new Library("org.xbill.DNS.", Set.of("mongo")),
                new Library("org.bson.", Set.of("mongo", "embedded")),
                new Library("io.helidon.", Set.of("config", "http", "health", "metrics", "ops", "")),
                new Library("io.helidon.webserver.", Set.of("http", "ops", "")),
                new Library("org.yaml.snakeyaml.", Set.of("config")),
                new Library("io.helidon.metrics.", Set.of("metrics", "")),
                new Library("io.helidon.health.", Set.of("health", "ops", "")),
                new Library("tools.jackson.", Set.of("mcp", "health", "config")));
    }

    @Test
    void everyRoomIsInTheTable() {
        var rooms = new TreeSet<String>();
        CLASSES.forEach(type -> rooms.add(room(type.getPackageName())));
        rooms.removeAll(MAY_IMPORT.keySet());
        assertEquals(Set.of(""), rooms, "packages that no row of the table allows");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void importsOnlyTheRoomsOfItsRow(String room) {
        var allowed = MAY_IMPORT.get(room);
        var crossings = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (!room(type.getPackageName()).equals(room)) continue;
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().equals("nexus")
                            || target.getPackageName().startsWith("nexus."))
                    .map(target -> room(target.getPackageName()))
                    .filter(target -> !target.equals(room) && !allowed.contains(target))
                    .forEach(target -> crossings.add(type.getName() + " → " + (target.isEmpty() ? "nexus" : target)));
        }
        assertEquals(Set.of(), crossings);
    }

    static Set<String> rooms() {
        return new TreeSet<>(MAY_IMPORT.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void onlyItsRoomsSeeALibrary(Library library) {
        var strangers = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (library.rooms().contains(room(type.getPackageName()))) continue;
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> dependency.getTargetClass().getName().startsWith(library.prefix()))
                    .forEach(dependency -> strangers.add(
                            type.getName() + " → " + dependency.getTargetClass().getName()));
        }
        assertEquals(Set.of(), strangers);
    }

    /// Within the room of the protocol: what is offered and what a fleet needs know JSON, and neither the messages.
    @ParameterizedTest(name = "{0}")
    @MethodSource("innerRooms")
    void theInnerRoomsOfTheProtocolImportOnlyTheirRow(String inner) {
        var allowed = INNER.get(inner);
        var crossings = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackageName().equals(inner)) continue;
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("nexus."))
                    .map(JavaClass::getPackageName)
                    .filter(target -> !target.equals(inner) && !allowed.contains(target))
                    .forEach(target -> crossings.add(type.getName() + " → " + target));
        }
        assertEquals(Set.of(), crossings);
    }

    static Set<String> innerRooms() {
        return INNER.keySet();
    }

    private static String room(String packageName) {
        if (packageName.equals("nexus")) return "";
        var rest = packageName.substring("nexus.".length());
        var dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
