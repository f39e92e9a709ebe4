package nexus.mongo;

import com.mongodb.spi.dns.DnsClient;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/// Asks the name service of this machine.
record LocalNames() implements DnsClient {
    private static final Map<String, String> SERVICE = Map.of(
            Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory",
            Context.PROVIDER_URL, "dns:");

    @Override
    public List<String> getResourceRecordData(String name, String type) {
        try {
            return records(name, type);
        } catch (NameNotFoundException e) {
            throw NameException.noSuchName();
        } catch (CommunicationException e) {
            throw NameException.because("it does not answer");
        } catch (NamingException e) {
            throw NameException.because("it failed");
        }
    }

    // What the factory takes; and of this service only texts come, of a name that the operator wrote.
    @SuppressWarnings({"JdkObsolete", "BanJNDI"})
    private static List<String> records(String name, String type) throws NamingException {
        var context = new InitialDirContext(new Hashtable<>(SERVICE));
        try {
            var records = context.getAttributes(name, new String[] {type}).get(type);
            var data = new ArrayList<String>();
            for (int i = 0; records != null && i < records.size(); i++) data.add(String.valueOf(records.get(i)));
            return data;
        } finally {
            context.close();
        }
    }
}
