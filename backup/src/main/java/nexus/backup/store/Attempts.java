package nexus.backup.store;

import static java.lang.System.Logger.Level.WARNING;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Says that a request is tried again: a store that does not answer is given minutes, and nobody should wonder why.
///
/// @param place where everything lies, in words
/// @param most  attempts of one request
record Attempts(String place, int most) implements ExecutionInterceptor {
    private static final System.Logger LOG = System.getLogger(Attempts.class.getName());
    private static final ExecutionAttribute<Integer> COUNT = new ExecutionAttribute<>("nexus.attempts");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        int attempt = Optional.ofNullable(attributes.getAttribute(COUNT)).orElse(0) + 1;
        attributes.putAttribute(COUNT, attempt);
        var isTold = attempt > 1 && Integer.bitCount(attempt) == 1;
        if (isTold) LOG.log(WARNING, "No good answer yet from " + place + ": attempt " + attempt + " of " + most);
    }
}
