package nexus.config;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Typed reads of the settings under one key. A bad value is noted as a [Problem] and a stand-in is returned, so that
/// one run finds every problem; [Sources#read] throws them together.
public final class Section {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String LOOPBACK = "127.0.0.1";

    private final Reading reading;
    private final List<String> prefixes;

    /// @param prefixes where a key is looked up, first match first; each is empty or ends with a dot
    Section(Reading reading, List<String> prefixes) {
        this.reading = reading;
        this.prefixes = List.copyOf(prefixes);
    }

    /// The settings below a key.
    public Section section(String key) {
        return new Section(
                reading, prefixes.stream().map(prefix -> prefix + key + ".").toList());
    }

    /// The entries of a map of the operator's making, by name; what an entry leaves out comes from `presets`.
    public Map<String, Section> entries(String key, String presets) {
        var entries = new TreeMap<String, Section>();
        for (var name : reading.sources().children(prefixes.getFirst() + key)) {
            var path = prefixes.getFirst() + key + "." + name;
            if (NAME.matcher(name).matches()) {
                entries.put(name, new Section(reading, List.of(path + ".", presets + ".")));
            } else {
                reading.add(new Problem(
                        path,
                        "its name",
                        "\"" + name + "\" cannot be a name",
                        "lower-case letters, digits and dashes, at most 32",
                        key + ": {reporting: …}"));
            }
        }
        return entries;
    }

    /// Leaves what stands below a key to another program that reads the same file.
    public void leave(String key) {
        prefixes.forEach(prefix -> reading.leave(prefix + key + "."));
    }

    /// The profile in force.
    public Profile profile() {
        return reading.sources().profile();
    }

    /// A whole number from `min` to `max`.
    public int integer(String key, int min, int max) {
        return read(key, min + " to " + max, text -> {
                    try {
                        return Optional.of(Integer.parseInt(text)).filter(number -> number >= min && number <= max);
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                })
                .orElse(min);
    }

    /// A size: `4194304`, `64KiB`, `4MiB`.
    public long bytes(String key, long min, long max) {
        var allowed = Text.writeBytes(min) + " to " + Text.writeBytes(max);
        return read(key, allowed, text -> Text.bytes(text).filter(size -> size >= min && size <= max))
                .orElse(min);
    }

    /// A size, or nothing.
    public Optional<Long> bytesIfSet(String key, long min, long max) {
        var isSet = isSet(key, Text.writeBytes(min) + " to " + Text.writeBytes(max));
        return isSet ? Optional.of(bytes(key, min, max)) : Optional.empty();
    }

    /// A time: `500ms`, `10s`, `5m`, `1h`, `30d`; `0` where `min` is zero.
    public Duration duration(String key, Duration min, Duration max) {
        var allowed = Text.write(min) + " to " + Text.write(max);
        return read(
                        key,
                        allowed,
                        text -> Text.duration(text)
                                .filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0))
                .orElse(min);
    }

    /// `true` or `false`.
    public boolean flag(String key) {
        return read(key, "true or false", text -> Optional.of(text).filter(List.of("true", "false")::contains))
                .orElse("false")
                .equals("true");
    }

    /// One of the constants of an enum, written in lower case with dashes.
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        return choiceIfSet(key, type)
                .orElseGet(() ->
                        missing(key, type.getEnumConstants()[0], choices(type), written(type.getEnumConstants()[0])));
    }

    /// As [#choice], but nothing when it is not set.
    public <E extends Enum<E>> Optional<E> choiceIfSet(String key, Class<E> type) {
        return read(
                key,
                choices(type),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> written(constant).equals(text))
                        .findFirst());
    }

    private static String choices(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Section::written).collect(Collectors.joining(" or "));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A text that must be set.
    public String text(String key, String allowed, String example) {
        return textIfSet(key, allowed).orElseGet(() -> missing(key, "", allowed, example));
    }

    /// A text, or nothing.
    public Optional<String> textIfSet(String key, String allowed) {
        return read(key, allowed, Optional::of);
    }

    /// A whole number, or nothing.
    public Optional<Integer> integerIfSet(String key, int min, int max) {
        return isSet(key, min + " to " + max) ? Optional.of(integer(key, min, max)) : Optional.empty();
    }

    /// A time, or nothing.
    public Optional<Duration> durationIfSet(String key, Duration min, Duration max) {
        var isSet = isSet(key, Text.write(min) + " to " + Text.write(max));
        return isSet ? Optional.of(duration(key, min, max)) : Optional.empty();
    }

    /// A text that is never printed, or nothing.
    public Optional<Secret> secretIfSet(String key, String allowed) {
        return read(key, allowed, text -> Optional.of(new Secret(text)));
    }

    /// A list, in YAML or separated by commas; empty when it is not set.
    public List<String> list(String key, String allowed) {
        note(key, allowed);
        return find(key).map(Source.Value::items).orElse(List.of()).stream()
                .flatMap(item -> Text.items(item).stream())
                .toList();
    }

    /// An address to listen on; `localhost` is 127.0.0.1. No name is looked up.
    public String address(String key, String example) {
        var allowed = "an IP address, or localhost";
        var host = text(key, allowed, example);
        if (host.equals("localhost")) return LOOPBACK;
        try {
            return InetAddress.ofLiteral(host).getHostAddress();
        } catch (IllegalArgumentException e) {
            problem(key, "\"" + host + "\" is not an address", allowed, example);
            return LOOPBACK;
        }
    }

    /// The path of a file that is there and readable, or nothing.
    public Optional<Path> fileIfSet(String key) {
        var allowed = "the path of a readable file";
        var path = textIfSet(key, allowed).map(Path::of);
        path.filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .ifPresent(file -> problem(
                        key,
                        // Whoever wrote what belongs into the file must not find it in a log.
                        file.isAbsolute()
                                ? unreadable(file)
                                : "there is no readable file of that name; it is not printed, since it does not begin"
                                        + " with /",
                        allowed,
                        prefixes.getFirst() + key + ": /etc/nexus/" + key));
        return path;
    }

    private static String unreadable(Path file) {
        if (Files.isDirectory(file)) return file + " is a folder";
        if (Files.exists(file)) return "this process may not read " + file + ", look at its owner and mode";
        return "there is no readable file at " + file;
    }

    /// Whether somebody set the key, the defaults included.
    public boolean isSet(String key, String allowed) {
        note(key, allowed);
        return find(key).isPresent();
    }

    /// Notes a problem that only the reader can see, such as two keys that exclude each other.
    public void problem(String key, String what, String allowed, String example) {
        var origin = find(key).map(Source.Value::origin).orElse("not set anywhere");
        reading.add(new Problem(prefixes.getFirst() + key, origin, what, allowed, example));
    }

    private <T> T missing(String key, T standIn, String allowed, String example) {
        if (find(key).isEmpty()) problem(key, "it is needed", allowed, example);
        return standIn;
    }

    private <T> Optional<T> read(String key, String allowed, Function<String, Optional<T>> parse) {
        note(key, allowed);
        var value = find(key);
        if (value.isEmpty()) return Optional.empty();
        var parsed = parse.apply(value.get().text().strip());
        if (parsed.isEmpty())
            problem(key, "\"" + value.get().text() + "\" cannot be used", allowed, example(key, allowed));
        return parsed;
    }

    private void note(String key, String allowed) {
        prefixes.forEach(prefix -> reading.ask(prefix + key, preset(key), allowed));
    }

    private String example(String key, String allowed) {
        var preset = preset(key);
        return prefixes.getFirst() + key + ": " + (preset.isEmpty() ? Text.firstWord(allowed) : preset);
    }

    private String preset(String key) {
        return prefixes.stream()
                .flatMap(prefix -> reading.sources().preset(prefix + key).stream())
                .findFirst()
                .orElse("");
    }

    private Optional<Source.Value> find(String key) {
        return prefixes.stream()
                .flatMap(prefix -> reading.sources().find(prefix + key).stream())
                .findFirst();
    }
}
