package nexus.mongo;

import com.mongodb.spi.dns.DnsClient;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The records of a `mongodb+srv://` name: tells which servers they stand for before the driver dials one, and
/// remembers what was wrong with them.
///
/// @param service where they are looked up
/// @param learned hears of the servers
/// @param pulse   hears what was wrong
record ServerNames(DnsClient service, Consumer<Set<HostPort>> learned, Pulse pulse) implements DnsClient {
    private static final Pattern SERVER = Pattern.compile("\\d+ \\d+ (\\d{1,5}) ([A-Za-z0-9_.-]{1,253}?)\\.?");

    @Override
    public List<String> getResourceRecordData(String name, String type) {
        try {
            var records = service.getResourceRecordData(name, type);
            if (type.equals("SRV")) learned.accept(servers(domain(name), records));
            return records;
        } catch (NameException e) {
            if (type.equals("SRV") || !e.isNoSuchName()) pulse.missed(e);
            throw e;
        }
    }

    /// The domain that every server must be in: the parent of the name after `_service._tcp.`, or that name itself
    /// where it has two parts (MongoDB's "Initial DNS Seedlist Discovery").
    private static String domain(String name) {
        var host = name.split("\\.", 3)[2];
        var parent = host.substring(host.indexOf('.') + 1);
        return (parent.indexOf('.') < 0 ? host : parent).toLowerCase(Locale.ROOT);
    }

    private static Set<HostPort> servers(String domain, List<String> records) {
        var servers = new HashSet<HostPort>();
        for (var record : records) servers.add(server(domain, record));
        if (servers.isEmpty()) throw NameException.because("it lists none");
        return servers;
    }

    private static HostPort server(String domain, String record) {
        var parts = SERVER.matcher(record);
        int port = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
        if (port < 1 || port > 65_535) throw NameException.because("one of those it lists has no usable name or port");
        var host = parts.group(2).toLowerCase(Locale.ROOT);
        if (!host.endsWith("." + domain)) {
            throw NameException.because("one of those it lists is outside the domain of the name in the uri");
        }
        return new HostPort(host, port);
    }
}
