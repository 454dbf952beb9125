package io.crownstone2mqtt.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param place where it was given: {@code FILE:LINE} or the environment variable; empty if it was given nowhere
 * @param path the key, such as {@code crownstone2mqtt.mqtt.url}; empty if the whole file is meant
 * @param message what is wrong and what to do; never holds a secret
 */
public record ConfigProblem(String place, String path, String message) {
    /** The problem as one line for people. */
    @Override
    public String toString() {
        var line = new StringBuilder();
        if (!place.isEmpty()) {
            line.append(place).append(": ");
        }
        if (!path.isEmpty()) {
            line.append(path).append(": ");
        }
        return ConfigText.oneLine(line.append(message).toString());
    }
}
