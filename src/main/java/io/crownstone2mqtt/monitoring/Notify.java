package io.crownstone2mqtt.monitoring;

/** Tells the service manager how the service does, in the assignments of sd_notify(3). */
@FunctionalInterface
public interface Notify {
    /** Says one or more assignments, one a line; false if it was not taken and may be said again. */
    boolean say(String assignments);
}
