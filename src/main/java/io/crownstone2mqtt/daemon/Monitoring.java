package io.crownstone2mqtt.daemon;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.BridgeOptions;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.bridge.StepObserver;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.ConfigProblem;
import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.monitoring.HealthWatch;
import io.crownstone2mqtt.monitoring.Journal;
import io.crownstone2mqtt.monitoring.Metrics;
import io.crownstone2mqtt.monitoring.http.HttpEndpoint;
import io.crownstone2mqtt.monitoring.http.HttpOptions;
import io.crownstone2mqtt.monitoring.http.Pages;
import io.crownstone2mqtt.runtime.CloudLink;
import io.crownstone2mqtt.runtime.Inbox;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The HTTP endpoint with what it shows. Where it is off there is none of this. */
final class Monitoring implements AutoCloseable {
    private final HttpEndpoint endpoint;
    private final Metrics metrics;
    private final Journal journal;
    private final Pages pages;

    private Monitoring(HttpEndpoint endpoint, Metrics metrics, Journal journal, Pages pages) {
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.journal = journal;
        this.pages = pages;
    }

    /**
     * Takes the port; nobody is answered yet.
     *
     * @throws ConfigException it cannot be had
     */
    static HttpEndpoint bind(Settings.Http http) {
        Secret password = http.password();
        String login = http.username() == null || password == null ? null : http.username() + ":" + password.reveal();
        try {
            return HttpEndpoint.bind(new HttpOptions(http.host(), http.port(), http.allowedHosts(), login));
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(new ConfigProblem("", "crownstone2mqtt.http", String.valueOf(e.getMessage()))));
        }
    }

    /** Answers from now on. */
    static Monitoring start(
            HttpEndpoint endpoint,
            Settings.Http http,
            BridgeOptions options,
            HealthWatch health,
            Inbox inbox,
            Map<AccountId, CloudLink> clouds,
            InstantSource clock) {
        Map<AccountId, Supplier<Optional<Instant>>> logins = new LinkedHashMap<>();
        clouds.forEach((account, cloud) -> logins.put(account, cloud::loggedInSince));
        Metrics metrics = new Metrics(
                new Metrics.Sources(Version.current(), health, inbox::depth, LogLines::dropped, logins), clock);
        Journal journal = new Journal(clock);
        BiConsumer<String, byte[]> set = (topic, payload) -> inbox.put(new Input.BrokerMessage(topic, payload, false));
        Pages pages = new Pages(options, health, journal, metrics::scrape, http.control() ? set : null);
        endpoint.serve(pages.all());
        return new Monitoring(endpoint, metrics, journal, pages);
    }

    StepObserver observer() {
        return metrics.ofBridge().andThen(journal);
    }

    void acknowledged(Input cause, Duration after) {
        metrics.ofBridge().acknowledged(cause, after);
    }

    URI uri() {
        return endpoint.uri();
    }

    @Override
    public void close() {
        pages.close();
        endpoint.close();
    }
}
