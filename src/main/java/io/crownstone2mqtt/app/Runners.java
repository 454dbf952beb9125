package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ServiceEnvironment;

/** What the commands do, once the command line has been understood. */
record Runners(
        DaemonRunner daemon,
        DemoRunner demo,
        OneShotRunner once,
        HealthRunner health,
        PurgeRunner purge,
        ServiceEnvironment service) {}
