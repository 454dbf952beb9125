package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.ops.BridgeIdentity;
import io.crownstone2mqtt.ops.RunningBridges;
import io.crownstone2mqtt.ops.SocketPlaces;

/** The bridges that run on this machine, and how they know each other. */
final class LocalBridges {
    private LocalBridges() {}

    static RunningBridges find(ServiceEnvironment service, HealthSettings settings) {
        return RunningBridges.find(places(service), identity(settings));
    }

    static SocketPlaces places(ServiceEnvironment service) {
        return SocketPlaces.of(service.runtimeDirectory(), service.userDirectory());
    }

    static BridgeIdentity identity(HealthSettings settings) {
        return new BridgeIdentity(settings.broker(), settings.clientId(), settings.baseTopic());
    }
}
