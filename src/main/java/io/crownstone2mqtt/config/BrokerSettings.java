package io.crownstone2mqtt.config;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a command has to know that concerns the broker alone. */
public record BrokerSettings(Settings.Mqtt mqtt, String discoveryPrefix) {
    /**
     * The same with what an earlier configuration had; null for what is the same.
     *
     * @throws IllegalArgumentException one of them cannot have been; the message is for people
     */
    public BrokerSettings with(@Nullable String baseTopic, @Nullable String otherPrefix, @Nullable String clientId) {
        Settings.Mqtt earlier = new Settings.Mqtt(
                mqtt.url(),
                mqtt.username(),
                mqtt.password(),
                clientId == null ? mqtt.clientId() : checked("--client-id", clientId, Topics::clientId),
                baseTopic == null ? mqtt.baseTopic() : checked("--base-topic", baseTopic, Topics::prefix),
                mqtt.topicStyle(),
                mqtt.keepAlive(),
                mqtt.tls());
        return new BrokerSettings(
                earlier,
                otherPrefix == null ? discoveryPrefix : checked("--discovery-prefix", otherPrefix, Topics::prefix));
    }

    private static String checked(String option, String text, UnaryOperator<String> check) {
        try {
            return check.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
