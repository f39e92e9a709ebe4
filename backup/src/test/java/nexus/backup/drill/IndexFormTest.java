package nexus.backup.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class IndexFormTest {
    private static List<BsonDocument> indexes(String... all) {
        return Stream.of(all).map(BsonDocument::parse).toList();
    }

    @Test
    void overlooksWhatAServerWritesByItself() {
        assertEquals(
                List.of(),
                IndexForm.differences(
                        indexes("{key: {a: 1}, name: 'a_1', collation: {locale: 'de', version: '57.1'}}"),
                        indexes(
                                "{v: 2, key: {_id: 1}, name: '_id_'}",
                                "{v: 2, key: {a: 1.0}, name: 'a_1', collation: {locale: 'de', version: '153'}, ns: 'a.b'}")));
    }

    @Test
    void namesThoseThatAreOther() {
        assertEquals(
                List.of("a_1", "b_1", "c_1", "d_1"),
                IndexForm.differences(
                        indexes(
                                "{key: {a: 1}, name: 'a_1', unique: true}",
                                "{key: {b: 1, c: 1}, name: 'b_1'}",
                                "{key: {c: 1}, name: 'c_1', expireAfterSeconds: 60}",
                                "{key: {d: 1}, name: 'd_1'}",
                                "{key: {e: 1}, name: 'e_1'}"),
                        indexes(
                                "{key: {a: 1}, name: 'a_1'}",
                                "{key: {c: 1, b: 1}, name: 'b_1'}",
                                "{key: {c: 1}, name: 'c_1', expireAfterSeconds: 61}",
                                "{key: {e: 1}, name: 'e_1'}")));
    }
}
