package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final Arguments.Form FORM = new Arguments.Form(Set.of("only", "kind"), Set.of("yes"), 1);

    private static Arguments parse(String... words) {
        return Arguments.parse(FORM, List.of(words));
    }

    @Test
    void readsOptionsInBothForms() {
        var arguments = parse("--only", "shop", "--only=other.a", "--yes", "RUN");
        assertEquals(List.of("shop", "other.a"), arguments.all("only"));
        assertTrue(arguments.has("yes"));
        assertEquals(Optional.of("RUN"), arguments.operand());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ony=a       | did you mean --only",
                "-x            | unknown option -x",
                "--kind        | --kind needs a value",
                "--kind=       | --kind needs a value",
                "--yes=true    | unknown option --yes",
                "a b           | one argument too many: b",
            })
    void saysWhatIsWrong(String words, String says) {
        var message = assertThrows(Arguments.Misuse.class, () -> parse(words.split(" ", -1)))
                .getMessage();
        assertTrue(message.contains(says), message);
    }

    @Test
    void refusesTwoValuesWhereOneIsMeant() {
        var arguments = parse("--kind=data", "--kind=resources");
        assertThrows(Arguments.Misuse.class, () -> arguments.value("kind"));
    }
}
