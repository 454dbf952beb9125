package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.ProxySettings;
import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the configuration will hold. */
final class SetupAnswers {
    private static final String EMAIL = "CROWNSTONE_EMAIL";
    private static final String PASSWORD = "CROWNSTONE_PASSWORD";
    private static final String URL = "MQTT_URL";
    private static final String USERNAME = "MQTT_USERNAME";
    private static final String BROKER_PASSWORD = "MQTT_PASSWORD";
    private static final String FILE = "_FILE";
    private static final String USUAL_BROKER = "mqtt://localhost:1883";

    /** What is taken from the environment as it is; those of the account and the broker are asked for, or given. */
    private static final Map<String, String> OTHERS = Map.of(
            "CROWNSTONE_CLOUD_URL", "cloud.url",
            "CROWNSTONE_EVENTS_URL", "cloud.events-url",
            "CROWNSTONE_ENERGY_URL", "cloud.energy.url",
            "MQTT_BASE_TOPIC", "mqtt.base-topic");

    private final Map<String, String> environment;
    private final String source;
    private String email;
    private String password = "";
    private String url;
    private String username;
    private String brokerPassword = "";
    private String authority = "";
    private List<String> spheres = List.of();
    private String proxy = "";

    private SetupAnswers(Map<String, String> environment, String source) {
        this.environment = Map.copyOf(environment);
        this.source = source;
        this.email = given(EMAIL);
        this.url = given(URL).isEmpty() ? USUAL_BROKER : given(URL);
        this.username = given(USERNAME);
    }

    /** To be answered; what the environment knows, passwords apart, is the first answer. */
    static SetupAnswers begun(Map<String, String> environment) {
        return new SetupAnswers(environment, "the answers");
    }

    /** All of them by the variables that {@code run} reads, too. */
    static SetupAnswers given(Map<String, String> environment) {
        SetupAnswers answers = new SetupAnswers(environment, "the environment");
        answers.password = answers.givenPassword(PASSWORD);
        answers.brokerPassword = answers.givenPassword(BROKER_PASSWORD);
        demand(EMAIL, answers.email);
        demand(PASSWORD + " or " + PASSWORD + FILE, answers.password);
        return answers;
    }

    private static void demand(String variable, String value) {
        if (value.isEmpty()) {
            throw CommandFailure.usage(
                    variable + " is not set: setup --from-environment takes its answers from " + EMAIL
                            + ", " + PASSWORD + ", " + URL + ", " + USERNAME + " and " + BROKER_PASSWORD
                            + ", or files for the passwords (" + PASSWORD + FILE + ", " + BROKER_PASSWORD + FILE + ")");
        }
    }

    private String given(String variable) {
        return environment.getOrDefault(variable, "");
    }

    /** Its file is read, for it may be one that the bridge cannot read, or that does not stay. */
    private String givenPassword(String variable) {
        String file = given(variable + FILE);
        if (file.isEmpty()) {
            return given(variable);
        }
        if (!given(variable).isEmpty()) {
            throw CommandFailure.usage(variable + " and " + variable + FILE + " are both set: keep one of them");
        }
        try {
            return Secret.inFile(FilePath.of(file)).reveal();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION, variable + FILE + ": " + e.getMessage());
        }
    }

    void account(String newEmail, String newPassword) {
        email = newEmail;
        password = newPassword;
    }

    /** @param newAuthority a file; empty: those that Java knows */
    void broker(String newUrl, String newAuthority, String newUsername, String newPassword) {
        url = newUrl;
        authority = newAuthority;
        username = newUsername;
        brokerPassword = newPassword;
    }

    /** By id: a sphere that is renamed stays. */
    void spheres(List<String> ids) {
        spheres = List.copyOf(ids);
    }

    /** The proxy that a variable of this environment named, which a service does not have. */
    void keepProxy(Settings tried) {
        ProxySettings used = tried.cloud().proxy().of(tried.cloud().url());
        if (used != null && !given(used.setting()).isEmpty()) {
            proxy = given(used.setting());
        }
    }

    String email() {
        return email;
    }

    /** To be shown: not one with a login in it, which is refused anyway. */
    String brokerUrl() {
        return url.contains("@") ? USUAL_BROKER : url;
    }

    String authority() {
        return authority;
    }

    String username() {
        return username;
    }

    /** By path, as in the configuration file. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        OTHERS.forEach((variable, key) -> put(values, key, given(variable)));
        values.put("cloud.accounts", List.of(Map.of("email", email, "password", password)));
        if (!spheres.isEmpty()) {
            values.put("cloud.spheres.include", spheres);
        }
        put(values, "cloud.proxy", proxy);
        values.put("mqtt.url", url);
        put(values, "mqtt.tls.ca-file", authority);
        put(values, "mqtt.username", username);
        put(values, "mqtt.password", brokerPassword);
        return values;
    }

    private static void put(Map<String, Object> values, String key, String value) {
        if (!value.isEmpty()) {
            values.put(key, value);
        }
    }

    /** As {@code run} would read them from a file, where no variable wins over it. */
    Settings settings() {
        return SettingsLoader.load(values(), source, otherVariables());
    }

    /** The environment without the variables in whose place the answers are. */
    Map<String, String> otherVariables() {
        Map<String, String> others = new HashMap<>(environment);
        others.keySet().removeAll(answered().keySet());
        return others;
    }

    /** The variables that override the file with another value than the answer. */
    List<String> overriding() {
        return answered().entrySet().stream()
                .filter(each ->
                        !given(each.getKey()).isEmpty() && !given(each.getKey()).equals(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> answered() {
        Map<String, String> answered = new LinkedHashMap<>();
        answered.put(EMAIL, email);
        answered.put(PASSWORD, password);
        answered.put(PASSWORD + FILE, "");
        answered.put(URL, url);
        answered.put(USERNAME, username);
        answered.put(BROKER_PASSWORD, brokerPassword);
        answered.put(BROKER_PASSWORD + FILE, "");
        return answered;
    }
}
