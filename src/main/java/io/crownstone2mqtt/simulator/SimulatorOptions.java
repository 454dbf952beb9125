package io.crownstone2mqtt.simulator;

import java.time.Duration;

/** How a simulated cloud runs. Port 0 is any free port; the phone's delays are from the command to the reported state. */
public record SimulatorOptions(
        int apiPort,
        int eventsPort,
        int apiV2Port,
        Duration pingInterval,
        Duration tokenLifetime,
        Duration phoneDelayAtLeast,
        Duration phoneDelayAtMost) {
    /** Free ports and the real cloud's times: a ping every 30 s, tokens for 14 days; a phone takes 300 to 900 ms. */
    public static SimulatorOptions standard() {
        return new SimulatorOptions(
                0, 0, 0, Duration.ofSeconds(30), Duration.ofDays(14), Duration.ofMillis(300), Duration.ofMillis(900));
    }

    public SimulatorOptions ports(int api, int events) {
        return ports(api, events, apiV2Port);
    }

    public SimulatorOptions ports(int api, int events, int apiV2) {
        return new SimulatorOptions(
                api, events, apiV2, pingInterval, tokenLifetime, phoneDelayAtLeast, phoneDelayAtMost);
    }

    public SimulatorOptions pingEvery(Duration interval) {
        return new SimulatorOptions(
                apiPort, eventsPort, apiV2Port, interval, tokenLifetime, phoneDelayAtLeast, phoneDelayAtMost);
    }

    /** Whole seconds, as the cloud counts. */
    public SimulatorOptions tokensLast(Duration lifetime) {
        return new SimulatorOptions(
                apiPort, eventsPort, apiV2Port, pingInterval, lifetime, phoneDelayAtLeast, phoneDelayAtMost);
    }

    public SimulatorOptions phoneDelay(Duration atLeast, Duration atMost) {
        return new SimulatorOptions(apiPort, eventsPort, apiV2Port, pingInterval, tokenLifetime, atLeast, atMost);
    }
}
