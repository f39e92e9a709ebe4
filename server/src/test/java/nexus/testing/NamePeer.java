package nexus.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on loopback that speaks TCP alone and answers what a test wrote down for it.
public final class NamePeer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Message, byte[]> manner = this::answer;

    private NamePeer(ServerSocket listener) {
        this.listener = listener;
    }

    public static NamePeer start() throws IOException {
        var peer = new NamePeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(peer::accept);
        return peer;
    }

    /// Adds a record.
    ///
    /// @param type of `org.xbill.DNS.Type`
    /// @param data as in a zone file
    public void add(String name, int type, String data) {
        try {
            records.add(Record.fromString(Name.fromString(name, Name.root), type, DClass.IN, 60, data, Name.root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Forgets all records.
    public void clear() {
        records.clear();
    }

    /// From now on questions are answered so; an answer without bytes hangs up.
    public void answers(Function<Message, byte[]> other) {
        manner = other;
    }

    /// Answers from the records, as it does at first.
    public byte[] answer(Message query) {
        var answer = reply(query, Rcode.NOERROR);
        var wanted = query.getQuestion();
        records.stream()
                .filter(record -> record.getName().equals(wanted.getName()) && record.getType() == wanted.getType())
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (records.stream().noneMatch(record -> record.getName().equals(wanted.getName()))) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer.toWire();
    }

    /// An empty reply.
    ///
    /// @param code of `org.xbill.DNS.Rcode`
    public static Message reply(Message query, int code) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(code);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        return reply;
    }

    /// Where it listens.
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /// The questions so far, `NAME TYPE`.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        try {
            while (true) {
                var socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                var query = new Message(in.readNBytes(in.readUnsignedShort()));
                var question = query.getQuestion();
                asked.add(question.getName() + " " + Type.string(question.getType()));
                var answer = manner.apply(query);
                if (answer.length == 0) return;
                out.writeShort(answer.length);
                out.write(answer);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
