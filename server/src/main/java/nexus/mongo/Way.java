package nexus.mongo;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// How the servers of a deployment are reached.
///
/// @param proxy   through which every server is dialled; without it directly
/// @param names   asked for the records of a `mongodb+srv://` name; without it the local name service is
/// @param learned hears of the servers such a name stands for, before any of them is dialled
public record Way(Optional<Proxy> proxy, Optional<NameServer> names, Consumer<Set<HostPort>> learned) {
    /// Directly, and with the local name service.
    public static final Way DIRECT = new Way(Optional.empty(), Optional.empty(), _ -> {});
}
