package io.crownstone2mqtt.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds everything that is wrong with it, so that one look is enough to correct it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the settings. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
