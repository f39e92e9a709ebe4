package nexus.backup.resources;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The body of an answer as it comes, up to a bound: the library has none.
final class Gathering implements AsyncBody.Consumer<List<ByteBuffer>> {
    private final int most;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private volatile Optional<AsyncBody> source = Optional.empty();

    /// @param most bytes that are taken
    Gathering(int most) {
        this.most = most;
    }

    /// Takes the body of an answer.
    ///
    /// @return its text; fails with [IOException] where it is larger than the bound
    CompletableFuture<String> of(HttpResponse<AsyncBody> head) {
        var body = head.body();
        source = Optional.of(body);
        var _ = body.done().whenComplete((_, failure) -> end(Optional.ofNullable(failure)));
        body.consume();
        return text;
    }

    @Override
    public synchronized void consume(List<ByteBuffer> pieces, AsyncBody body) {
        for (var piece : pieces) {
            if (piece.remaining() > most - gathered.size()) {
                text.completeExceptionally(new IOException("the answer is larger than " + (most >> 20) + " MiB"));
                body.cancel();
                return;
            }
            var bytes = new byte[piece.remaining()];
            piece.get(bytes);
            gathered.writeBytes(bytes);
        }
        body.consume();
    }

    private synchronized void end(Optional<Throwable> failure) {
        failure.ifPresentOrElse(text::completeExceptionally, () -> text.complete(gathered.toString(UTF_8)));
    }

    /// Wants no more of it; does nothing where all is there.
    void cancel() {
        source.ifPresent(AsyncBody::cancel);
    }
}
