package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.NewFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the configuration will hold. */
final class SetupAnswers {
    /** What is taken from the environment as it is; those of the account and the broker are asked for, or given. */
    private static final Map<String, String> OTHERS = Map.of(
            "CROWNSTONE_CLOUD_URL", "cloud.url",
            "CROWNSTONE_EVENTS_URL", "cloud.events-url",
            "CROWNSTONE_ENERGY_URL", "cloud.energy.url",
            "MQTT_BASE_TOPIC", "mqtt.base-topic");

    private final Map<String, String> environment;
    private String email = "";
    private String password = "";
    private String url;
    private String username = "";
    private String brokerPassword = "";
    private List<String> spheres = new ArrayList<>();

    SetupAnswers(Map<String, String> environment) {
        this.environment = environment;
        this.url = given("MQTT_URL", "mqtt://localhost:1883");
    }

    /** All of them by the variables that {@code run} reads, too. */
    static SetupAnswers given(Map<String, String> environment) {
        SetupAnswers answers = new SetupAnswers(environment);
        answers.account(answers.required("CROWNSTONE_EMAIL"), answers.required("CROWNSTONE_PASSWORD"));
        answers.broker(answers.url, answers.given("MQTT_USERNAME", ""), answers.given("MQTT_PASSWORD", ""));
        return answers;
    }

    private String given(String variable, String otherwise) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private String required(String variable) {
        String value = given(variable, "");
        if (value.isEmpty()) {
            throw CommandFailure.usage(variable + " is not set: setup --from-environment takes its answers from"
                    + " CROWNSTONE_EMAIL, CROWNSTONE_PASSWORD, MQTT_URL, MQTT_USERNAME and MQTT_PASSWORD");
        }
        return value;
    }

    void account(String newEmail, String newPassword) {
        email = newEmail;
        password = newPassword;
    }

    void broker(String newUrl, String newUsername, String newPassword) {
        url = newUrl;
        username = newUsername;
        brokerPassword = newPassword;
    }

    /** By id: a sphere that is renamed stays. */
    void spheres(List<String> ids) {
        spheres = List.copyOf(ids);
    }

    String brokerUrl() {
        return url;
    }

    /** The configuration file. */
    String text() {
        Map<String, Object> values = new LinkedHashMap<>();
        OTHERS.forEach((variable, key) -> {
            if (!given(variable, "").isEmpty()) {
                values.put(key, given(variable, ""));
            }
        });
        values.put("cloud.accounts", List.of(Map.of("email", email, "password", password)));
        if (!spheres.isEmpty()) {
            values.put("cloud.spheres.include", spheres);
        }
        values.put("mqtt.url", url);
        if (!username.isEmpty()) {
            values.put("mqtt.username", username);
        }
        if (!brokerPassword.isEmpty()) {
            values.put("mqtt.password", brokerPassword);
        }
        return NewFile.configuration(values);
    }
}
