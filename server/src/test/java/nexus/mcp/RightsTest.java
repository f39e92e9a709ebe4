package nexus.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.mcp.catalog.Caller;
import nexus.mcp.catalog.Catalog;
import nexus.mcp.catalog.Effect;
import nexus.mcp.catalog.Right;
import nexus.mcp.catalog.Tool;
import nexus.mcp.catalog.ToolResult;
import nexus.mcp.fleet.Claims;
import nexus.mcp.fleet.Seal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What callers with some rights see and may call, and how their rights travel to another replica.
class RightsTest {
    private static Tool tool(String name, Right right) {
        return new Tool(
                name, name, name, List.of(), "", right, Effect.CHANGES, (_, _) -> new ToolResult.Refused("ran"));
    }

    private static McpServer server(List<Tool> tools) {
        return new Replicas(Seal.random(), Catalog.of(tools)).start(Replicas.A);
    }

    private static McpServer small() {
        return server(List.of(tool("READ", Right.READ), tool("WRITE", Right.WRITE), tool("ADMIN", Right.ADMIN)));
    }

    /// Every set of rights there is.
    static Stream<Set<Right>> sets() {
        return IntStream.range(0, 1 << Right.values().length).mapToObj(mask -> {
            var rights = EnumSet.noneOf(Right.class);
            var all = List.of(Right.values());
            for (int i = 0; i < all.size(); i++) if ((mask & (1 << i)) != 0) rights.add(all.get(i));
            return rights;
        });
    }

    private static Agent agent(Set<Right> rights) {
        return new Agent(new Passed("anna", rights, Set.of()), "{}");
    }

    private static List<String> names(Told list) {
        var names = new ArrayList<String>();
        list.isDone()
                .result()
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asString()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("sets")
    void showAndAllowTheSameTools(Set<Right> rights) {
        var server = small();
        var agent = agent(rights);
        assertEquals(rights.stream().map(Right::name).toList(), names(agent.send(server, "tools/list", "")));
        for (var right : Right.values()) {
            var told = agent.call(server, right.name(), "{}");
            if (rights.contains(right)) assertEquals("ran", told.text());
            else
                assertEquals(
                        right,
                        assertInstanceOf(Reply.Forbidden.class, told.reply()).needed());
        }
    }

    @Test
    void holdOnEveryPage() {
        var many = new ArrayList<Tool>();
        for (int i = 1000; i < 1300; i++) many.add(tool("t" + i, i % 2 == 0 ? Right.READ : Right.ADMIN));
        var server = server(many);
        var agent = agent(Set.of(Right.READ));
        var first = agent.send(server, "tools/list", "");
        var second = agent.send(server, "tools/list", "\"cursor\":\"" + first.cursor() + "\"");
        var all = new ArrayList<>(names(first));
        all.addAll(names(second));
        assertEquals(150, all.size());
        assertTrue(all.stream().allMatch(name -> Integer.parseInt(name.substring(1)) % 2 == 0), all::toString);
    }

    @Test
    void areNotToldByAnUnknownName() {
        var told = agent(Set.of(Right.READ)).call(small(), "nothing", "{}");
        told.hasFailed(Fault.INVALID_PARAMS);
        assertTrue(told.message().toString().contains("there are READ\""), told.message()::toString);
    }

    @Test
    void travelToAnotherReplica() {
        for (var rights : sets().toList()) {
            var caller = new Passed("anna", rights, Set.of("staff", "on call"));
            var there = Passed.in(Claims.of("op", "SUBSCRIBE").with(Passed.claims(caller)));
            assertEquals(caller, there);
        }
        var anonymous = Passed.in(Claims.of("op", "x").with(Passed.claims(Caller.ANONYMOUS)));
        assertTrue(Arrays.stream(Right.values()).allMatch(anonymous::may));
    }

    @Test
    void areNoneWhereAnOlderReplicaSaysNothingOfThem() {
        var there = Passed.in(Claims.of("op", "SUBSCRIBE", "caller", "anna"));
        assertFalse(Arrays.stream(Right.values()).anyMatch(there::may));
    }
}
