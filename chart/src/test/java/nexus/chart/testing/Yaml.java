package nexus.chart.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/// YAML as Kubernetes reads it (1.1), but a key that stands twice in a map is refused.
public final class Yaml {
    private Yaml() {}

    public static List<Tree> documents(String text) {
        var documents = new ArrayList<Tree>();
        for (var document : reader().loadAll(text)) {
            if (document != null) {
                documents.add(new Tree(document));
            }
        }
        return documents;
    }

    public static Tree document(String text) {
        return new Tree(reader().load(text));
    }

    public static Tree file(Path file) {
        try {
            return document(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String write(Object value) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
                .dump(value);
    }

    /// `over` laid on `under` as Helm lays values: maps are joined, `null` takes a key away, all else replaces.
    public static Tree merge(Tree under, Tree over) {
        if (!(under.value() instanceof Map<?, ?>) || !(over.value() instanceof Map<?, ?>)) {
            return over;
        }
        var merged = new LinkedHashMap<String, Object>(under.map());
        over.fields().forEach((key, each) -> {
            if (each.isMissing()) {
                merged.remove(key);
            } else {
                merged.put(key, merge(under.get(key), each).value());
            }
        });
        return new Tree(merged);
    }

    private static org.yaml.snakeyaml.Yaml reader() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(1000);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options));
    }
}
