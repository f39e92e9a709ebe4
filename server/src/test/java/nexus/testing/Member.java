package nexus.testing;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bson.BsonDocument;

/// One server of a deployment: it greets as it is told to, and has everything else answered by a server behind it.
public final class Member implements AutoCloseable {
    private static final Set<String> GREETINGS = Set.of("hello", "isMaster", "ismaster");

    private final String name;
    private final ServerSocket listener;
    private final int behind;
    private final Function<Member, BsonDocument> greeting;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger last = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final List<String> askedFor = new CopyOnWriteArrayList<>();

    private Member(String name, ServerSocket listener, int behind, Function<Member, BsonDocument> greeting) {
        this.name = name;
        this.listener = listener;
        this.behind = behind;
        this.greeting = greeting;
    }

    /// Starts one on loopback.
    ///
    /// @param name     what it calls itself
    /// @param tls      what it speaks TLS with, asking for a certificate too; plain without
    /// @param behind   port of the server that answers
    /// @param greeting makes its reply to `hello`
    static Member start(String name, Optional<SSLContext> tls, int behind, Function<Member, BsonDocument> greeting)
            throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var listener = tls.isEmpty()
                ? new ServerSocket(0, 50, loopback)
                : tls.get().getServerSocketFactory().createServerSocket(0, 50, loopback);
        var member = new Member(name, listener, behind, greeting);
        Thread.ofVirtual().start(member::accept);
        return member;
    }

    /// Makes it insist on a certificate of whoever connects.
    public void demandCertificates() {
        ((SSLServerSocket) listener).setNeedClientAuth(true);
    }

    public String name() {
        return name;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Its name and port.
    public String address() {
        return name + ":" + port();
    }

    /// Connections it was ever asked for.
    public int accepted() {
        return accepted.get();
    }

    /// Commands it had answered, greetings not among them.
    public int commands() {
        return commands.get();
    }

    /// The names that clients wanted to talk to, as TLS tells (SNI).
    public Set<String> askedFor() {
        return Set.copyOf(askedFor);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                accepted.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // It was closed, or a client had gone before it was looked at.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (client instanceof SSLSocket secure) shakeHands(secure);
            try (var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                sockets.add(server);
                while (true) serve(client, server);
            }
        } catch (IOException e) {
            // The client is gone, or the member was stopped.
        }
    }

    private void shakeHands(SSLSocket client) throws IOException {
        client.startHandshake();
        var session = (ExtendedSSLSession) client.getSession();
        for (SNIServerName wanted : session.getRequestedServerNames()) {
            askedFor.add(new String(wanted.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private void serve(Socket client, Socket server) throws IOException {
        var bytes = message(client);
        var message = WireMessage.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        if (GREETINGS.contains(message.command().getFirstKey())) {
            client.getOutputStream().write(message.reply(last.incrementAndGet(), greeting.apply(this)));
            return;
        }
        commands.incrementAndGet();
        server.getOutputStream().write(bytes);
        client.getOutputStream().write(message(server));
    }

    private static byte[] message(Socket from) throws IOException {
        var in = new DataInputStream(from.getInputStream());
        var length = in.readNBytes(Integer.BYTES);
        if (length.length < Integer.BYTES) throw new IOException("gone");
        int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        var bytes = new byte[size];
        System.arraycopy(length, 0, bytes, 0, Integer.BYTES);
        in.readFully(bytes, Integer.BYTES, size - Integer.BYTES);
        return bytes;
    }

    /// Ends it and its connections; its port stays closed.
    @Override
    public void close() {
        try {
            listener.close();
            for (var socket : sockets) socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
