package nexus.chart.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One agent that holds its event stream open. When the server ends it, it must say so: the closing result of
/// `subscriptions/listen`, or the orderly end of the answer to GET. Then it is opened again; a session whose replica is
/// gone answers 404 to that, and the agent initializes again, as the specification says.
final class Listening implements Runnable {
    private static final int REOPEN_MILLIS = 500;

    private final String name;
    private final Endpoint endpoint;
    private final Era era;
    private final Tally tally;
    private final CountDownLatch stop;

    Listening(String name, Endpoint endpoint, Era era, Tally tally, CountDownLatch stop) {
        this.name = name;
        this.endpoint = endpoint;
        this.era = era;
        this.tally = tally;
        this.stop = stop;
    }

    private boolean hasStopped() {
        return stop.getCount() == 0;
    }

    @Override
    public void run() {
        try (var client = new McpClient(endpoint, era)) {
            var closing = Thread.ofVirtual().start(() -> closeAtTheEnd(client));
            try {
                client.open();
                do listen(client);
                while (!stop.await(REOPEN_MILLIS, TimeUnit.MILLISECONDS));
            } finally {
                closing.interrupt();
            }
        } catch (IOException e) {
            if (!hasStopped()) tally.failed(name, Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What ends a stream that nothing comes on.
    private void closeAtTheEnd(McpClient client) {
        try {
            stop.await();
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(McpClient client) throws InterruptedException, IOException {
        try {
            var answer = client.stream();
            if (answer.statusCode() == 200) {
                follow(answer);
                return;
            }
            answer.body().close();
            if (answer.statusCode() == 404 && era == Era.SESSION) client.open();
            else failed("status " + answer.statusCode() + " for a stream");
        } catch (IOException e) {
            if (!hasStopped()) failed("its stream broke: " + Reasons.of(e));
        }
    }

    private void follow(HttpResponse<InputStream> answer) throws IOException {
        tally.opened();
        var last = "";
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) last = line;
            }
        } finally {
            tally.closed();
        }
        if (hasStopped()) return;
        if (era == Era.STATELESS && !last.contains("\"resultType\":\"complete\""))
            failed("its stream ended without a closing result, last was " + last);
        else tally.ended();
    }

    private void failed(String why) {
        tally.failed(name, why);
    }
}
