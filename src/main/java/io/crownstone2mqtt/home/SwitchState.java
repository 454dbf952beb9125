package io.crownstone2mqtt.home;

import java.time.Instant;

/**
 * How a Crownstone is switched.
 *
 * @param percentage 0 is off, 1 to 99 dimmed, 100 fully on
 * @param source where this was learned from
 * @param since since when it is so: the cloud's time stamp for {@link Source#SYNC}, else when it was learned
 */
public record SwitchState(int percentage, Source source, Instant since) {
    /** Where a state was learned from; a {@link #COMMAND}'s effect is assumed until the cloud reports it. */
    public enum Source {
        SYNC,
        EVENT,
        COMMAND
    }

    public SwitchState {
        if (percentage < 0 || percentage > 100) {
            throw new IllegalArgumentException("a percentage is 0 to 100, not " + percentage);
        }
    }

    public boolean on() {
        return percentage > 0;
    }

    public boolean confirmed() {
        return source != Source.COMMAND;
    }

    /**
     * The percentage that a stored or reported switch state means. The cloud keeps 0 to 100, old rows 0 to 1, so that
     * anything above 0 up to 1 is a fraction of the whole; values off the scale are moved to its ends.
     */
    public static int percentageOf(double stored) {
        double scaled = stored > 0 && stored <= 1 ? stored * 100 : stored;
        long rounded = Math.round(Math.clamp(scaled, 0, 100));
        return (int) (rounded == 0 && scaled > 0 ? 1 : rounded);
    }
}
