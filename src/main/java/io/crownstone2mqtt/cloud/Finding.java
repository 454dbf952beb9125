package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import java.util.function.Function;

/** What a search for one thing gave: the thing, or why there is none to give. */
public sealed interface Finding<T> {
    record Found<T>(T thing) implements Finding<T> {}

    /** {@link CloudProblem.NotFound} or {@link CloudProblem.Ambiguous}. */
    record Unidentified<T>(CloudProblem problem) implements Finding<T> {}

    default <X extends RuntimeException> T orElseThrow(Function<CloudProblem, X> exception) {
        return switch (this) {
            case Found<T>(T thing) -> thing;
            case Unidentified<T>(CloudProblem problem) -> throw exception.apply(problem);
        };
    }
}
