package nexus.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the tests of this package one fleet, since starting one takes seconds. Whoever ends a replica starts it again.
final class SharedFleet implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fleet.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedFleet.class))
                .computeIfAbsent(Fleet.class, _ -> start(), Fleet.class);
    }

    private static Fleet start() {
        try {
            return Fleet.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
