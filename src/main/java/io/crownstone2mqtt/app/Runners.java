package io.crownstone2mqtt.app;

/** What the commands do, once the command line has been understood. */
record Runners(DaemonRunner daemon, DemoRunner demo, OneShotRunner once, HealthRunner health) {}
