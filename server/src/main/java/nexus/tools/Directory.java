package nexus.tools;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import nexus.mongo.Answer;
import nexus.mongo.Reader;

/// The names there are for a caller, for lists and proposals. A name that comes late is of no use, so whatever does not
/// answer within two seconds is left out, and a connection that is down is not asked.
record Directory(Reachable sources) {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Answer SILENCE = new Answer.Failed("no answer in time");

    /// The databases of every connection that answers, by its name.
    Map<String, List<String>> databases() {
        var databases = new LinkedHashMap<String, List<String>>();
        ask(sources.names(), Reader::listDatabases)
                .forEach((connection, answer) -> databases.put(connection, databases(answer)));
        return databases;
    }

    List<String> databases(String connection) {
        return databases(ask(connection, Reader::listDatabases));
    }

    List<String> collections(String connection, String database) {
        return collections(ask(connection, reader -> reader.listCollections(database)));
    }

    /// Dotted names of the fields of a collection, most frequent first.
    List<String> fields(String connection, String database, String collection) {
        return ask(connection, reader -> reader.schema(database, collection)) instanceof Answer.Schema schema
                ? schema.fields()
                : List.of();
    }

    /// The names in an answer; none where it is no list of databases.
    static List<String> databases(Answer answer) {
        return answer instanceof Answer.Databases(var found)
                ? found.stream().map(Answer.Database::name).toList()
                : List.of();
    }

    /// The names in an answer; none where it is no list of collections.
    static List<String> collections(Answer answer) {
        return answer instanceof Answer.Collections(var found)
                ? found.stream().map(Answer.Collection::name).toList()
                : List.of();
    }

    private Answer ask(String connection, Function<Reader, Answer> query) {
        var name = sources.name(connection).orElse(connection);
        return ask(List.of(name), query).getOrDefault(name, SILENCE);
    }

    /// Asks several connections side by side.
    private Map<String, Answer> ask(List<String> connections, Function<Reader, Answer> query) {
        var asked = new LinkedHashMap<String, Callable<Answer>>();
        for (var connection : connections) {
            sources.find(connection)
                    .filter(source -> source.outage().get().isEmpty())
                    .ifPresent(source -> asked.put(connection, () -> query.apply(source.reader())));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(asked.values(), LONGEST.toMillis(), MILLISECONDS)
                    .iterator();
            var byName = new LinkedHashMap<String, Answer>();
            asked.keySet().forEach(connection -> byName.put(connection, answer(answers.next())));
            return byName;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Answer answer(Future<Answer> asked) {
        return asked.state() == Future.State.SUCCESS ? asked.resultNow() : SILENCE;
    }
}
