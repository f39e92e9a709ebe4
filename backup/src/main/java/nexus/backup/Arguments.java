package nexus.backup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nexus.backup.run.Kind;
import nexus.config.Nearest;

/// What stands after a word on the command line.
///
/// @param values   of options that take one; several where an option is repeated
/// @param flags    options that take none
/// @param operands the rest
record Arguments(Map<String, List<String>> values, Set<String> flags, List<String> operands) {
    /// What a word takes.
    ///
    /// @param values   names of options with a value, without dashes
    /// @param flags    names of options without one
    /// @param operands most operands
    record Form(Set<String> values, Set<String> flags, int operands) {}

    /// Reads them.
    ///
    /// @throws Misuse if they do not have this form
    static Arguments parse(Form form, List<String> words) {
        var arguments = new Arguments(new HashMap<>(), new HashSet<>(), new ArrayList<>());
        var rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) arguments.take(form, rest.removeFirst(), rest);
        if (arguments.operands.size() > form.operands())
            throw new Misuse("one argument too many: " + arguments.operands.get(form.operands()));
        return arguments;
    }

    private void take(Form form, String word, ArrayDeque<String> rest) {
        if (!word.startsWith("--")) {
            if (word.startsWith("-") && word.length() > 1) throw unknown(form, word);
            operands.add(word);
            return;
        }
        int equals = word.indexOf('=');
        var name = word.substring(2, equals < 0 ? word.length() : equals);
        if (form.flags().contains(name) && equals < 0) flags.add(name);
        else if (form.values().contains(name)) {
            var value = equals < 0 ? rest.pollFirst() : word.substring(equals + 1);
            if (value == null || value.isEmpty()) throw new Misuse("--" + name + " needs a value");
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        } else throw unknown(form, "--" + name);
    }

    private static Misuse unknown(Form form, String option) {
        var known = new ArrayList<>(form.values());
        known.addAll(form.flags());
        var near = Nearest.slip(option.replaceFirst("^-+", ""), Set.copyOf(known));
        return new Misuse("unknown option " + option
                + near.map(name -> "; did you mean --" + name + "?").orElse(""));
    }

    /// The kind that `--kind` names.
    Optional<Kind> kind() {
        return choice("kind", EnumSet.allOf(Kind.class));
    }

    /// The one that `--kind` names, or all.
    List<Kind> kinds() {
        return kind().map(List::of).orElse(List.of(Kind.values()));
    }

    /// A constant that an option names in lower case.
    <E extends Enum<E>> Optional<E> choice(String option, Collection<E> allowed) {
        return value(option)
                .map(word -> allowed.stream()
                        .filter(constant -> lower(constant).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new Misuse("--" + option + " cannot be '" + word + "': it is one of "
                                + allowed.stream().map(Arguments::lower).collect(Collectors.joining(", ")))));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /// The value of an option that is given once at most.
    Optional<String> value(String name) {
        var given = all(name);
        if (given.size() > 1) throw new Misuse("--" + name + " is given twice");
        return given.stream().findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> operand() {
        return operands.stream().findFirst();
    }

    /// Arguments that cannot be used.
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misuse(String message) {
            super(message);
        }
    }
}
