package nexus.mongo;

import com.mongodb.spi.dns.DnsWithResponseCodeException;
import org.jspecify.annotations.Nullable;

/// The name service was of no use; the message is part of a sentence.
final class NameException extends DnsWithResponseCodeException {
    /// The code of DNS for a name that there is not (RFC 1035, section 4.1.1).
    private static final int NO_SUCH_NAME = 3;

    private static final long serialVersionUID = 1L;
    private static final String WHAT = "the name service does not name its servers: ";

    private NameException(String why, int code, @Nullable Throwable cause) {
        super(WHAT + why, code, cause);
    }

    static NameException because(String why) {
        return new NameException(why, -1, null);
    }

    static NameException noSuchName() {
        return new NameException("it knows no such name", NO_SUCH_NAME, null);
    }

    /// Whether the name is not there; a `mongodb+srv://` name needs no TXT record.
    boolean isNoSuchName() {
        return getResponseCode() == NO_SUCH_NAME;
    }
}
