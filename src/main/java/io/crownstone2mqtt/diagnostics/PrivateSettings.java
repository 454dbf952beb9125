package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of the settings must not be seen in a bundle, wherever it turns up. */
public record PrivateSettings(Pseudonyms names) {
    private static final String HIDDEN = "***";
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1?]?|0\\.0\\.0\\.0");
    private static final Set<String> USUAL_HOSTS = Set.of("cloud.ownstone.org", "events.ownstone.org");
    /** So many have a user of that name that it tells nothing, and these words are everywhere. */
    private static final Set<String> USUAL_USERS =
            Set.of("crownstone2mqtt", "crownstone", "mqtt", "homeassistant", "openhab", "bridge", "user", "admin");

    public void add(Settings settings) {
        Settings.Cloud cloud = settings.cloud();
        Settings.Mqtt mqtt = settings.mqtt();
        Settings.Http http = settings.http();
        cloud.accounts().forEach(account -> {
            names.add(account.email(), HIDDEN);
            secret(account.passwordSha1());
        });
        secret(mqtt.password());
        secret(http.password());
        user(mqtt.username(), "broker-user");
        user(http.username(), "http-user");
        url(mqtt.url(), "broker-host");
        url(cloud.url(), "cloud-host");
        url(cloud.eventsUrl(), "events-host");
        cloud.proxy().all().forEach(proxy -> {
            url(proxy.url(), "proxy-host");
            user(proxy.username(), "proxy-user");
            secret(proxy.password());
        });
        host(http.host(), "http-host");
        http.allowedHosts().forEach(host -> host(host, "http-name"));
    }

    private void secret(@Nullable Secret secret) {
        if (secret != null && !secret.reveal().isEmpty()) {
            names.add(secret.reveal(), HIDDEN);
        }
    }

    private void user(@Nullable String name, String pseudonym) {
        if (name != null && !USUAL_USERS.contains(name)) {
            names.add(name, pseudonym);
        }
    }

    private void url(URI url, String pseudonym) {
        Endpoint endpoint = Endpoint.of(url, 1);
        host(endpoint.host(), pseudonym);
        host(endpoint.name(), pseudonym);
        if (url.getRawQuery() != null) {
            names.add(url.getRawQuery(), HIDDEN);
        }
    }

    private void host(String host, String pseudonym) {
        if (!THIS_MACHINE.matcher(host).matches() && !USUAL_HOSTS.contains(host)) {
            names.add(host, pseudonym);
        }
    }
}
