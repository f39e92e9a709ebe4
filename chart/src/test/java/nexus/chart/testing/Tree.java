package nexus.chart.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One place in a YAML document: a map, a list, a value, or nothing (`null`).
public record Tree(Object value) {
    public static final Tree NOTHING = new Tree(null);

    /// The place below, key by key; a number picks an item of a list. Nothing where the way ends early.
    public Tree get(Object... path) {
        var place = this;
        for (var step : path) {
            place = step instanceof Integer index ? place.item(index) : place.field(String.valueOf(step));
        }
        return place;
    }

    private Tree field(String key) {
        return value instanceof Map<?, ?> map ? new Tree(map.get(key)) : NOTHING;
    }

    private Tree item(int index) {
        return value instanceof List<?> list && index < list.size() ? new Tree(list.get(index)) : NOTHING;
    }

    public boolean isMissing() {
        return value == null;
    }

    public boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key);
    }

    /// The items of a list; none where there is no list.
    public List<Tree> items() {
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    /// The fields of a map, in their order; none where there is no map.
    public Map<String, Tree> fields() {
        var fields = new LinkedHashMap<String, Tree>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> fields.put(String.valueOf(key), new Tree(each)));
        }
        return fields;
    }

    /// A map whose values are text, such as labels.
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        fields().forEach((key, each) -> texts.put(key, each.text()));
        return texts;
    }

    /// A value as text; empty where there is none.
    public String text() {
        return value == null ? "" : String.valueOf(value);
    }

    public boolean is(Object expected) {
        return expected.equals(value);
    }

    /// A whole number, or what to take where there is none.
    public int number(int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }

    /// The first item of a list whose field `key` is `expected`.
    public Tree where(String key, Object expected) {
        return items().stream()
                .filter(each -> each.get(key).is(expected))
                .findFirst()
                .orElse(NOTHING);
    }

    /// The map itself, to be changed.
    @SuppressWarnings("unchecked")
    public Map<String, Object> map() {
        return (Map<String, Object>) value;
    }

    /// The list itself, to be changed.
    @SuppressWarnings("unchecked")
    public List<Object> list() {
        return (List<Object>) value;
    }

    public void set(String key, Object replacement) {
        map().put(key, replacement);
    }

    /// A copy that shares no map and no list.
    public Tree copy() {
        return new Tree(copy(value));
    }

    private static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((key, each) -> copy.put(key, copy(each)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(each -> copy.add(copy(each)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /// Every text and number below, by its path (`spec.ports[0].port`).
    public Map<String, Object> leaves() {
        var leaves = new LinkedHashMap<String, Object>();
        collect("", value, leaves);
        return leaves;
    }

    private static void collect(String path, Object value, Map<String, Object> leaves) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, each) -> collect(path.isEmpty() ? "" + key : path + "." + key, each, leaves));
            case List<?> list -> {
                for (var index = 0; index < list.size(); index++) {
                    collect(path + "[" + index + "]", list.get(index), leaves);
                }
            }
            case null, default -> leaves.put(path, value);
        }
    }
}
