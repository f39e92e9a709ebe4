package nexus.access.audit;

import java.util.regex.Pattern;

/// Where a request came from, as far as HTTP tells.
///
/// @param peer      address of the other end of the connection: the client, or the last proxy before this server
/// @param forwarded what proxies say of those before them (`X-Forwarded-For`), or a client that makes it up; empty
///                  where it holds anything but addresses
/// @param request   the `X-Request-Id`, or empty where there is none that looks like one
public record Origin(String peer, String forwarded, String request) {
    private static final Pattern ADDRESSES = Pattern.compile("[0-9A-Fa-f.:, \\[\\]]{1,256}");

    /// Of a call that came from nowhere.
    public static final Origin UNKNOWN = new Origin("", "", "");

    /// Of the request at work in this thread.
    public static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

    public Origin {
        forwarded = ADDRESSES.matcher(forwarded).matches() ? forwarded : "";
        request = Line.isId(request) ? request : "";
    }

    static Origin current() {
        return CURRENT.orElse(UNKNOWN);
    }
}
