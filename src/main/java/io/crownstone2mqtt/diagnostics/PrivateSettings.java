package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.config.Secret;
import io.crownstone2mqtt.config.Setting;
import io.crownstone2mqtt.config.Setting.Mask;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of the settings must not be seen in a bundle, wherever it turns up. */
public record PrivateSettings(Pseudonyms names) {
    private static final String HIDDEN = "***";
    private static final Pattern THIS_MACHINE =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1?]?|0\\.0\\.0\\.0");
    private static final Set<String> USUAL_HOSTS = Set.of("cloud.ownstone.org", "events.ownstone.org");
    /** User names so common that they identify nobody, and these words are everywhere. */
    private static final Set<String> USUAL_USERS =
            Set.of("crownstone2mqtt", "crownstone", "mqtt", "homeassistant", "openhab", "bridge", "user", "admin");

    public void add(Settings settings) {
        Setting.all(settings).forEach(setting -> {
            Object value = setting.value();
            switch (setting.mask()) {
                case Mask.Hidden _ -> secret(value);
                case Mask.UserName(String pseudonym) -> user((String) value, pseudonym);
                case Mask.Host(String pseudonym) -> hosts(value, pseudonym);
                case Mask.Shown _, Mask.File _ -> {}
            }
        });
        settings.cloud().proxy().all().forEach(proxy -> {
            url(proxy.url(), "proxy-host");
            user(proxy.username(), "proxy-user");
            secret(proxy.password());
        });
    }

    private void secret(@Nullable Object value) {
        if (value != null) {
            names.add(value instanceof Secret secret ? secret.reveal() : value.toString(), HIDDEN);
        }
    }

    private void hosts(@Nullable Object value, String pseudonym) {
        switch (value) {
            case URI url -> url(url, pseudonym);
            case String host -> host(host, pseudonym);
            case List<?> hosts -> hosts.forEach(host -> hosts(host, pseudonym));
            case null, default -> {}
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
