package nexus.access.grants;

import java.util.List;
import java.util.Optional;

/// Which dotted names of fields can be hidden or masked.
final class FieldPath {
    private FieldPath() {}

    /// What is wrong with one, if anything.
    static Optional<String> problem(String path) {
        var parts = List.of(path.split("\\.", -1));
        if (parts.stream().anyMatch(String::isEmpty)) return Optional.of(path + " has an empty part");
        if (path.indexOf('$') >= 0) return Optional.of(path + ": a field is named without $");
        if (path.indexOf('*') >= 0) return Optional.of(path + ": no stars here, name each field or the one above");
        if (parts.getFirst().equals("_id"))
            return Optional.of("_id can be neither hidden nor masked: documents are told apart by it");
        if (parts.stream().anyMatch(part -> part.chars().allMatch(Character::isDigit)))
            return Optional.of(path + ": name fields only, not places in an array; they count for every element");
        return Optional.empty();
    }
}
