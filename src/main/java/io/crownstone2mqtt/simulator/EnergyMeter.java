package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;

/** The meter in a Crownstone: counts the joules of what is plugged in. To be used under the home's lock. */
final class EnergyMeter {
    /** In W, at 100 %. */
    private final double fullPower;

    private double percentage;
    private double joules;
    private Instant since;

    EnergyMeter(double fullPower, Instant since) {
        this.fullPower = fullPower;
        this.since = since;
    }

    double joulesAt(Instant time) {
        double seconds = Math.max(0, Duration.between(since, time).toMillis() / 1000.0);
        return joules + fullPower * percentage / 100 * seconds;
    }

    void percentage(double now, Instant at) {
        restart(joulesAt(at), at);
        percentage = now;
    }

    /** Counts on from that reading. */
    void restart(double reading, Instant at) {
        joules = reading;
        since = at;
    }
}
