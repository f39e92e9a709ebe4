package nexus.bench;

import java.util.List;

/// One question asked by so many clients at once.
///
/// @param isCrowd whether many clients ask at once, which only the servers are put to, in the newest revision
record Row(Question question, int clients, boolean isCrowd) {
    private static final int CROWD = 256;

    static List<Row> all(int clients) {
        return List.of(
                new Row(Question.FIND_ONE, clients, false),
                new Row(Question.FIND_TEN, clients, false),
                new Row(Question.TOOLS_LIST, clients, false),
                new Row(Question.FIND_ONE, CROWD, true));
    }

    boolean suits(Subject subject) {
        return subject.questions().contains(question)
                && (!isCrowd || subject.name().endsWith(Dialect.STATELESS.version()));
    }

    String words() {
        return question.words() + ", " + clients + " clients";
    }
}
