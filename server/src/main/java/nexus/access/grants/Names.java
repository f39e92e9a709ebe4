package nexus.access.grants;

import java.util.List;

/// The names that a grant gives to things of one kind.
///
/// @param texts each a name, in which `*` stands for any characters
public record Names(List<String> texts) {
    static final String ANY = "*";
    /// All there are.
    public static final Names ALL = new Names(List.of(ANY));

    public Names {
        texts = List.copyOf(texts);
    }

    /// Whether one of them fits.
    public boolean include(String name) {
        for (var text : texts) if (fits(text, name)) return true;
        return false;
    }

    /// Whether every name fits.
    public boolean areAll() {
        return texts.contains(ANY);
    }

    /// Those that stand for one thing only.
    public List<String> plain() {
        return texts.stream().filter(text -> !text.contains(ANY)).toList();
    }

    /// Goes back to the last star only, so that no name takes long.
    private static boolean fits(String text, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < text.length() && text.charAt(at) == name.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') at++;
        return at == text.length();
    }
}
