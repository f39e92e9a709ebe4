package nexus.mcp.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The resources that are served.
///
/// @param all          families and single ones; the first whose URI fits is read
/// @param lister       entries of `resources/list` beside the single ones
/// @param canSubscribe whether any of them can be watched now
public record Resources(List<Resource> all, Lister lister, BooleanSupplier canSubscribe) {
    /// No resources.
    public static final Resources NONE = new Resources(List.of(), _ -> List.of(), () -> false);

    public Resources {
        all = List.copyOf(all);
    }

    /// Names resources that come and go.
    @FunctionalInterface
    public interface Lister {
        /// Those that the caller may read.
        List<Resource.Entry> list(Caller caller);
    }

    /// A resource that was found by its URI.
    public record Found(Resource resource, Map<String, String> variables) {}

    /// The resource of a URI.
    public Optional<Found> find(String uri) {
        for (var resource : all) {
            var variables = resource.uri().match(uri);
            if (variables.isPresent()) return Optional.of(new Found(resource, variables.get()));
        }
        return Optional.empty();
    }
}
