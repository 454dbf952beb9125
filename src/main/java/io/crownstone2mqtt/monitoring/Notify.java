package io.crownstone2mqtt.monitoring;

/** Reports the state of the service to the service manager, in the assignments of sd_notify(3). */
@FunctionalInterface
public interface Notify {
    /** Says one or more assignments, one a line; false if it was not taken and may be said again. */
    boolean say(String assignments);
}
