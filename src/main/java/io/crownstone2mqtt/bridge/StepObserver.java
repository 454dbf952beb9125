package io.crownstone2mqtt.bridge;

/** Observes every step that was taken, on the loop's thread: it returns at once, and throws nothing. */
@FunctionalInterface
public interface StepObserver {
    /**
     * A step was taken and its effects were handed on.
     *
     * @param nanos how long that took
     */
    void stepped(Input input, Bridge.Step step, long nanos);

    /** Both, this one first. */
    default StepObserver andThen(StepObserver next) {
        return (input, step, nanos) -> {
            stepped(input, step, nanos);
            next.stepped(input, step, nanos);
        };
    }
}
