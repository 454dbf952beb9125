package io.crownstone2mqtt.config;

import org.jspecify.annotations.Nullable;

/** Reads the block {@code http}. */
record HttpReader(Environment environment, Report report, KnownKeys knownKeys) {
    private static final Passwords.Names PASSWORD =
            new Passwords.Names("CROWNSTONE2MQTT_HTTP_PASSWORD", "CROWNSTONE2MQTT_HTTP_PASSWORD_FILE", "http-password");

    Settings.Http read(Section block) {
        var usernameEntry = block.find("username");
        var username = usernameEntry == null ? null : block.parse(usernameEntry, HttpReader::username);
        var found = new Passwords(environment, report).find(block, PASSWORD, false);
        var http = new Settings.Http(
                block.get("enabled", Values::bool),
                block.get("host", Values::host),
                block.get("port", text -> text.equals("0") ? 0 : Values.port(text)),
                username,
                found instanceof Passwords.Found.Plain(var password) ? password : null,
                block.texts("allowed-hosts", Values::host),
                block.get("control", Values::bool));
        block.refuseOthers(knownKeys);
        if (http.enabled()) {
            check(block, http, found);
        }
        return http;
    }

    private static void check(Section block, Settings.Http http, Passwords.@Nullable Found found) {
        boolean named = block.isGiven("username");
        if (named && found == null) {
            block.problem("username", "is given without a password; set password-file or password");
        } else if (!named && found != null) {
            block.problem("password", "is given without a user name; set username");
        } else if (!named && !isLoopback(http.host())) {
            block.problem(
                    "host",
                    Text.shown(http.host()) + " lets others than this machine in, who could see who is at home;"
                            + " set username and password-file, or use 127.0.0.1");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String username(String text) {
        if (text.contains(":")) {
            throw new IllegalArgumentException("holds a colon, which no browser can send; remove it");
        }
        return Values.notBlank(text);
    }
}
