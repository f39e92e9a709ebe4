package nexus.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// All sources, strongest first: `-D`, environment, the file of `NEXUS_CONFIG`, the profile's defaults, the defaults.
///
/// @param profile the profile whose defaults count
/// @param inOrder strongest first
public record Sources(Profile profile, List<Source> inOrder) {
    public Sources {
        inOrder = List.copyOf(inOrder);
    }

    /// Opens every source.
    ///
    /// @param properties system properties and `-D` arguments of the program
    /// @param variables  the environment
    /// @param aliases    short variable name → key
    /// @throws ConfigException if the file or the profile cannot be used
    public static Sources open(
            Map<String, String> properties, Map<String, String> variables, Map<String, String> aliases) {
        return open(properties, variables, aliases, List.of());
    }

    /// The same.
    ///
    /// @param more resources with defaults of another program's, beside those of the server
    public static Sources open(
            Map<String, String> properties,
            Map<String, String> variables,
            Map<String, String> aliases,
            List<String> more) {
        var given =
                new ArrayList<Source>(List.of(new SystemProperties(properties), new Environment(variables, aliases)));
        var chosen = new Sources(Profile.DEVELOPMENT, given);
        chosen.find("config").ifPresent(path -> given.add(Yaml.file(Path.of(path.text()), path.origin())));
        var profile = Profile.choose(new Sources(Profile.DEVELOPMENT, given), variables);
        if (profile == Profile.PRODUCTION) given.add(Yaml.defaults("application-production.yaml"));
        given.add(Yaml.defaults("application.yaml"));
        more.forEach(name -> given.add(Yaml.defaults(name)));
        return new Sources(profile, given);
    }

    /// Reads settings and then tells all that is wrong with them.
    ///
    /// @param reader builds the settings; runs to its end whatever it finds
    /// @throws ConfigException with every problem, unknown keys included
    public <T> T read(Function<Section, T> reader) {
        var reading = new Reading(this);
        var settings = reader.apply(new Section(reading, List.of("")));
        reading.finish();
        return settings;
    }

    /// Every setting a reader asks for, for the documentation.
    public List<Key> keys(Function<Section, ?> reader) {
        var reading = new Reading(this);
        var _ = reader.apply(new Section(reading, List.of("")));
        return reading.keys();
    }

    Optional<Source.Value> find(String key) {
        return inOrder.stream().flatMap(source -> source.find(key).stream()).findFirst();
    }

    /// What holds when nobody sets the key.
    Optional<String> preset(String key) {
        return inOrder.stream()
                .filter(source -> source instanceof Yaml yaml && !yaml.strict())
                .flatMap(source -> source.find(key).stream())
                .map(Source.Value::text)
                .findFirst();
    }

    Set<String> children(String key) {
        var names = new TreeSet<String>();
        inOrder.forEach(source -> names.addAll(source.children(key)));
        return names;
    }

    Stream<Source.Value> owned() {
        return inOrder.stream().flatMap(source -> source.owned().stream());
    }
}
