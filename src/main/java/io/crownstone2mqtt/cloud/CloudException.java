package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import org.jspecify.annotations.Nullable;

/** The one exception of this package: the {@link #problem} says why, its message what to do next. */
public final class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CloudProblem problem;

    public CloudException(CloudProblem problem) {
        this(problem, null);
    }

    public CloudException(CloudProblem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public CloudProblem problem() {
        return problem;
    }
}
