package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecrecyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connection accepted from 10.12.0.7:51234 today | connection accepted from <address> today",
                "from 192.168.1.1 | from <address>",
                "listening on [::1]:27017, [fe80::1%eth0]:27017 | listening on <address>, <address>",
                "peer fe80::a:b is gone | peer <address> is gone",
                "peer ::1 is gone | peer <address> is gone",
                "peer 2001:db8:0:0:0:0:2:1 is gone | peer <address> is gone",
                "host bastion.example.com:22222 | host <address>",
                "mongo-a:27017,mongo-b:27018 | <address>,<address>",
                "to mongodb://u:p%40ss@host/db?x=1 now | to mongodb://<hidden> now",
                "mongodb+srv://u:p@c.example.com/ | mongodb://<hidden>",
            })
    void hides(String text, String shown) {
        assertEquals(shown, Secrecy.text(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12:30:45.123 index build of shop.orders",
                "version 8.0.4 of mongo::Status",
                "took 1234ms, keys:10 docs:999",
                "ns: shop.orders, code: 11600",
            })
    void leavesOtherTextsAlone(String text) {
        assertEquals(text, Secrecy.text(text));
    }

    @Test
    void hidesFieldsByTheirNamesAtEveryDepth() {
        var document = BsonDocument.parse(
                "{\"attr\": {\"remote\": \"bastion\", \"list\": [{\"pwd\": \"x\", \"n\": 1}], \"lsid\": {\"id\": 1}}}");
        assertEquals(
                BsonDocument.parse(
                        "{\"attr\": {\"remote\": \"<hidden>\", \"list\": [{\"pwd\": \"<hidden>\", \"n\": 1}],"
                                + " \"lsid\": \"<hidden>\"}}"),
                Secrecy.document(document));
    }

    @Test
    void cutsLongTextsAndDoesNotLingerOverThem() {
        for (var part : new String[] {"a", "a-", "1.", ":", "f:", "a.", "["}) {
            assertTrue(Secrecy.text(part.repeat(100_000)).length() <= 4_001, part);
        }
    }
}
