package nexus.tunnel;

import com.jcraft.jsch.Logger;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Listens to what JSch says about one login. A connection that breaks in the middle of it is reported by JSch as a
/// refused key and told only to its logger; it must not end in [State#AUTH_FAILED].
final class AuthWatch implements Logger {
    private volatile boolean wasCut;
    private volatile boolean isLate;

    @Override
    public boolean isEnabled(int level) {
        return level == WARN;
    }

    @Override
    public void log(int level, @Nullable String message) {
        // Only causes matter.
    }

    @Override
    public void log(int level, @Nullable String message, @Nullable Throwable cause) {
        if (cause instanceof IOException) wasCut = true;
    }

    /// The time for the login is over.
    void giveUp() {
        isLate = true;
    }

    boolean isLate() {
        return isLate;
    }

    boolean wasCut() {
        return wasCut;
    }
}
