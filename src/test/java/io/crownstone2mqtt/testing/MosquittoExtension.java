package io.crownstone2mqtt.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one open {@link MosquittoBroker} of this JVM to tests that ask for it; it stops after the last test. */
public final class MosquittoExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MosquittoBroker.class;
    }

    @Override
    public MosquittoBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(MosquittoExtension.class))
                .computeIfAbsent(MosquittoBroker.class, _ -> MosquittoBroker.open(), MosquittoBroker.class);
    }
}
