package nexus.mongo;

import com.mongodb.spi.dns.DnsClient;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Asks a name server that only a carrier of messages reaches.
record RemoteNames(NameServer server) implements DnsClient {
    @Override
    public List<String> getResourceRecordData(String name, String type) {
        var query = query(name, type);
        var answer = read(ask(query));
        if (!isAnswerTo(query, answer)) throw NameException.because("its answer belongs to another question");
        if (answer.getRcode() == Rcode.NXDOMAIN) throw NameException.noSuchName();
        if (answer.getRcode() != Rcode.NOERROR) {
            throw NameException.because("it answers " + Rcode.string(answer.getRcode()));
        }
        if (answer.getHeader().getFlag(Flags.TC)) throw NameException.because("its answer is cut short");
        return answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == Type.value(type))
                .map(RemoteNames::data)
                .toList();
    }

    private static Message query(String name, String type) {
        try {
            var absolute = Name.fromString(name, Name.root);
            return Message.newQuery(Record.newRecord(absolute, Type.value(type), DClass.IN));
        } catch (TextParseException e) {
            throw NameException.because("the name of the uri cannot be asked for");
        }
    }

    private byte[] ask(Message query) {
        try {
            return server.ask(query.toWire());
        } catch (DatabaseException e) {
            throw NameException.because(String.valueOf(e.getMessage()));
        }
    }

    private static Message read(byte[] answer) {
        try {
            return new Message(answer);
        } catch (IOException | RuntimeException e) {
            throw NameException.because("its answer is no DNS message");
        }
    }

    private static boolean isAnswerTo(Message query, Message answer) {
        var asked = answer.getQuestion();
        return answer.getHeader().getFlag(Flags.QR)
                && answer.getHeader().getID() == query.getHeader().getID()
                && (asked == null || Objects.equals(asked, query.getQuestion()));
    }

    /// As the driver wants it: `priority weight port host.`, and texts without quotes.
    private static String data(Record record) {
        return record instanceof TXTRecord text ? String.join("", text.getStrings()) : record.rdataToString();
    }
}
