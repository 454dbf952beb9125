package io.crownstone2mqtt.daemon;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.RunningBridges;
import io.crownstone2mqtt.monitoring.SocketPlaces;

/** The bridges that run on this machine, and how they know each other. */
public final class LocalBridges {
    private LocalBridges() {}

    public static RunningBridges find(ServiceEnvironment service, HealthSettings settings) {
        return RunningBridges.find(places(service), identity(settings));
    }

    public static SocketPlaces places(ServiceEnvironment service) {
        return SocketPlaces.of(service.runtimeDirectory(), service.userDirectory());
    }

    static BridgeIdentity identity(HealthSettings settings) {
        return new BridgeIdentity(settings.broker(), settings.clientId(), settings.baseTopic());
    }
}
