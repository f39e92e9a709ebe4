package nexus.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1610612736,1.5 GiB", "9223372036854775807,8192.0 PiB"})
    void bytesAsPeopleReadThem(long bytes, String text) {
        assertEquals(text, Amounts.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"-5,0s", "59,59s", "200,3m 20s", "18600,5h 10m", "1051200,12d 4h"})
    void timesAsPeopleReadThem(long seconds, String text) {
        assertEquals(text, Amounts.time(Duration.ofSeconds(seconds)));
    }
}
