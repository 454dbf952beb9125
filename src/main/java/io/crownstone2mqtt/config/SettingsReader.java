package io.crownstone2mqtt.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the blocks, and checks what concerns more than one key. What a block holds is read where its record is, in {@link Settings}. */
final class SettingsReader {
    private static final List<String> TLS_FILES = List.of("ca-file", "certificate-file", "key-file");

    private SettingsReader() {}

    static Settings read(ConfigBlock root) {
        var settings = root.child(ConfigKeys.TOP).read(SettingsReader::all);
        root.refuseUnknown();
        return settings;
    }

    private static Settings all(ConfigBlock top) {
        var mqtt = top.child("mqtt");
        var settings = new Settings(
                top.child("cloud").read(Settings.Cloud::read),
                top.child("command").read(Settings.Command::read),
                mqtt.read(SettingsReader::mqtt),
                top.child("home-assistant").read(Settings.HomeAssistant::read),
                top.child("presence").read(Settings.Presence::read),
                top.child("http").read(SettingsReader::http));
        // Under one name the states of the home and the discovery of Home Assistant could not be told apart.
        if (settings.homeAssistant().discoveryPrefix().equals(settings.mqtt().baseTopic())) {
            mqtt.problem("base-topic", "is the same as home-assistant.discovery-prefix; choose another base topic");
        }
        return settings;
    }

    /** What is wrong elsewhere, or with the login, does not matter: the caller may not be allowed to read passwords. */
    static HealthSettings readForHealth(ConfigBlock root) {
        var top = root.child(ConfigKeys.TOP);
        var mqtt = top.child("mqtt");
        return new HealthSettings(
                mqtt.get("url", URI.class),
                mqtt.get("client-id", String.class),
                mqtt.get("base-topic", String.class),
                http(top.quiet().child("http")));
    }

    /** No account is needed, and what is wrong elsewhere does not matter. */
    static BrokerSettings readForBroker(ConfigBlock root) {
        var top = root.child(ConfigKeys.TOP);
        return new BrokerSettings(
                top.child("mqtt").read(SettingsReader::mqtt),
                top.child("home-assistant").get("discovery-prefix", String.class));
    }

    static Settings.Tls cloudTls(ConfigBlock block, List<URI> urls) {
        boolean encrypted = urls.stream().anyMatch(each -> "https".equals(each.getScheme()));
        return tls(
                block, encrypted ? null : "has no effect with http://; use https:// in cloud.url and cloud.events-url");
    }

    static Settings.Tls brokerTls(ConfigBlock block, URI url) {
        var noEffect = "has no effect with " + url.getScheme() + "://; use mqtts:// or wss:// in mqtt.url";
        return tls(block, Urls.isEncryptedBroker(url) ? null : noEffect);
    }

    static Settings.Spheres spheres(ConfigBlock block) {
        var spheres = Settings.Spheres.read(block);
        for (String sphere : spheres.include()) {
            if (spheres.exclude().contains(sphere)) {
                block.problem(
                        "exclude",
                        "names " + ConfigText.shown(sphere) + ", which include names too; remove it from one");
                break;
            }
        }
        return spheres;
    }

    private static Settings.Mqtt mqtt(ConfigBlock block) {
        var mqtt = Settings.Mqtt.read(block);
        if (mqtt.password() != null && mqtt.username() == null) {
            block.problem("password", "is given without a user name; set username, or MQTT_USERNAME");
        }
        return mqtt;
    }

    /**
     * What a block {@code tls} says. A certificate for a connection that is not encrypted would only look safe.
     *
     * @param noEffect what is wrong with naming a file, for an address that is not encrypted; null if it is
     */
    private static Settings.Tls tls(ConfigBlock block, @Nullable String noEffect) {
        if (noEffect != null) {
            TLS_FILES.stream().filter(block::isGiven).forEach(file -> block.problem(file, noEffect));
        }
        var tls = Settings.Tls.read(noEffect == null ? block : block.without(TLS_FILES));
        if (block.isGiven("certificate-file") != block.isGiven("key-file")) {
            var given = block.isGiven("key-file") ? "key-file" : "certificate-file";
            block.problem(given, "certificate-file and key-file belong together; give both or none");
        }
        return tls;
    }

    private static Settings.Http http(ConfigBlock block) {
        var http = Settings.Http.read(block);
        if (http.enabled()) {
            checkLogin(block, http.host());
        }
        return http;
    }

    private static void checkLogin(ConfigBlock block, String host) {
        boolean username = block.isGiven("username");
        boolean password = new Passwords(block).isGiven();
        if (username && !password) {
            block.problem("username", "is given without a password; set password-file or password");
        } else if (!username && password) {
            block.problem("password", "is given without a user name; set username");
        } else if (!username && !isLoopback(host)) {
            block.problem(
                    "host",
                    ConfigText.shown(host) + " lets others than this machine in, who could see who is at home;"
                            + " set username and password-file, or use 127.0.0.1");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
