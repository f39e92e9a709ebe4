package nexus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The check itself: it lets pass what the schema allows, and nothing else.
class SchemaCheckTest {
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-28 | tools/list | {"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[],"ttlMs":0,"cacheScope":"private"}}
            2026-07-28 | tools/call | {"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","requestState":"x"}}
            2026-07-28 |            | {"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}
            2026-07-28 | tools/call | {"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"m","data":{"requiredCapabilities":{}}}}
            2025-11-25 | ping       | {"jsonrpc":"2.0","id":"a","result":{}}
            2025-11-25 | tools/call | {"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"m"}}
            2025-11-25 |            | {"jsonrpc":"2.0","id":1,"method":"sampling/createMessage","params":{"messages":[],"maxTokens":1}}
            2025-06-18 |            | {"jsonrpc":"2.0","id":1,"method":"roots/list"}
            2025-03-26 | ping       | [{"jsonrpc":"2.0","id":1,"result":{}}]""")
    void letsPass(String revision, String asked, String message) {
        assertEquals(List.of(), SchemaCheck.of(revision).received(JSON.readTree(message), asked == null ? "" : asked));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-28 | tools/list          | {"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","tools":[]}}
            2026-07-28 | tools/list          | {"jsonrpc":"2.0","id":1,"result":{"tools":[],"ttlMs":0,"cacheScope":"private"}}
            2026-07-28 | completion/complete | {"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required"}}
            2026-07-28 |                     | {"jsonrpc":"2.0","id":1,"method":"roots/list"}
            2026-07-28 | tools/call          | {"jsonrpc":"2.0","id":1,"error":{"code":-32021,"message":"m","data":{"requiredCapabilities":[]}}}
            2026-07-28 | tools/call          | {"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"m"}}
            2026-07-28 | tools/call          | {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"m"}}
            2026-07-28 | resources/read      | {"jsonrpc":"2.0","id":1,"error":{"code":-32002,"message":"m"}}
            2025-11-25 | tools/list          | {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"x"}]}}
            2025-11-25 |                     | {"jsonrpc":"2.0","id":1,"method":"tools/list"}
            2025-11-25 |                     | {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}
            2025-06-18 | tools/call          | {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"video"}]}}
            2025-06-18 | ping                | [{"jsonrpc":"2.0","id":1,"result":{}}]
            2025-03-26 |                     | {"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{}}""")
    void objectsTo(String revision, String asked, String message) {
        assertFalse(SchemaCheck.of(revision)
                .received(JSON.readTree(message), asked == null ? "" : asked)
                .isEmpty());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-28 | {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}
            2026-07-28 | {"jsonrpc":"2.0","id":1,"method":"ping"}
            2025-11-25 | {"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}
            2025-11-25 | {"jsonrpc":"2.0","id":1,"method":"server/discover","params":{}}
            2025-06-18 | {"jsonrpc":"2.0","id":1,"method":"elicitation/create","params":{}}
            2025-03-26 | {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}""")
    void objectsToRequestsThatNoClientMaySend(String revision, String message) {
        assertFalse(SchemaCheck.of(revision).sent(JSON.readTree(message), "").isEmpty());
    }
}
