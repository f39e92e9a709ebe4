package nexus.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nexus.mcp.catalog.Right;

/// Rights as words and scopes. They are a ladder: who may write may read, and an administrator may both.
public final class Rights {
    /// Stands before the word of a right in the name of its scope.
    private static final String SCOPE = "nexus:";

    private Rights() {}

    /// The name of a right in files and commands: `read`, `write`, `admin`.
    public static String word(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }

    /// The right of a word.
    public static Optional<Right> of(String word) {
        return Arrays.stream(Right.values())
                .filter(right -> word(right).equals(word))
                .findFirst();
    }

    /// The OAuth scope that grants a right.
    public static String scope(Right right) {
        return SCOPE + word(right);
    }

    /// A right with those that it includes.
    static Set<Right> upTo(Right highest) {
        return EnumSet.range(Right.READ, highest);
    }

    /// The rights of words, with those that they include.
    static Set<Right> ofWords(Collection<String> words) {
        var rights = EnumSet.noneOf(Right.class);
        words.forEach(word -> of(word).ifPresent(right -> rights.addAll(upTo(right))));
        return rights;
    }

    /// The rights of scopes, with those that they include.
    static Set<Right> ofScopes(Collection<String> scopes) {
        return ofWords(scopes.stream()
                .filter(scope -> scope.startsWith(SCOPE))
                .map(scope -> scope.substring(SCOPE.length()))
                .toList());
    }
}
