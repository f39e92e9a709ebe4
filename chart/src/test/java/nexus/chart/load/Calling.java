package nexus.chart.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One agent that calls until it is told to stop. It repeats nothing: a call without a result has failed.
final class Calling implements Runnable {
    private static final String ORDERS = "\"database\":\"shop\",\"collection\":\"orders\"";

    private final String name;
    private final Endpoint endpoint;
    private final Era era;
    private final Pace pace;
    private final Tally tally;
    private final CountDownLatch stop;

    Calling(String name, Endpoint endpoint, Era era, Pace pace, Tally tally, CountDownLatch stop) {
        this.name = name;
        this.endpoint = endpoint;
        this.era = era;
        this.pace = pace;
        this.tally = tally;
        this.stop = stop;
    }

    @Override
    public void run() {
        try (var client = new McpClient(endpoint, era)) {
            client.open();
            for (int i = 0; !stop.await(pace.next().toMillis(), TimeUnit.MILLISECONDS); i++) call(client, i);
        } catch (IOException e) {
            tally.failed(name, Reasons.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(McpClient client, int number) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            var complaint = ask(client, number).complaint();
            if (complaint.isPresent()) tally.failed(name, after(begin) + complaint.get());
            else tally.answered(Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            tally.failed(name, after(begin) + Reasons.of(e));
        }
    }

    private static String after(long begin) {
        return "after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms ";
    }

    private static Answer ask(McpClient client, int number) throws IOException, InterruptedException {
        return switch (number % 4) {
            case 0 -> client.call("find", "{" + ORDERS + ",\"limit\":5}");
            case 1 -> client.call("count", "{" + ORDERS + "}");
            case 2 -> client.call("aggregate", "{" + ORDERS + ",\"pipeline\":[{\"$match\":{}},{\"$limit\":20}]}");
            default -> client.tools();
        };
    }
}
