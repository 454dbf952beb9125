package io.crownstone2mqtt.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link HiveMqBroker} of this JVM to tests that ask for it; it stops after the last test. */
public final class HiveMqExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HiveMqBroker.class;
    }

    @Override
    public HiveMqBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(HiveMqExtension.class))
                .computeIfAbsent(HiveMqBroker.class, _ -> new HiveMqBroker(), HiveMqBroker.class);
    }
}
