package nexus.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A place that settings come from. Blank values count as not set.
interface Source {
    /// The value of one setting, named by its dotted key.
    Optional<Value> find(String key);

    /// The names one level below a key: for `connections`, the names of the connections set here.
    Set<String> children(String key);

    /// Every key set here that Nexus must know, with its origin; empty where foreign keys are normal.
    List<Value> owned();

    /// What was written, and where.
    ///
    /// @param key    the dotted key
    /// @param items  the value: one item for a scalar, several for a list
    /// @param origin words for a problem's text
    record Value(String key, List<String> items, String origin) {
        public Value {
            items = List.copyOf(items);
        }

        /// Settings hold passwords.
        @Override
        public String toString() {
            return key + " from " + origin;
        }

        String text() {
            return String.join(",", items);
        }
    }
}
