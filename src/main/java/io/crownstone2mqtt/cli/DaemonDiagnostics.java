package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.diagnostics.DiagnosticsRecord;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.LocalPage;
import io.crownstone2mqtt.monitoring.RunningBridges;
import io.crownstone2mqtt.monitoring.RunningBridges.RunningBridge;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bridge of this machine says about itself: on its socket, and by HTTP where that is on.
 *
 * @param which of the bridges it is
 */
record DaemonDiagnostics(
        Collected<String> which,
        Collected<JsonNode> health,
        Collected<JsonNode> status,
        Collected<String> metrics,
        Collected<DiagnosticsRecord.Entries> log) {
    /** What reads one part. */
    private interface Reader<T> {
        T read() throws IOException;
    }

    static DaemonDiagnostics ask(Settings settings, ServiceEnvironment service) {
        RunningBridges bridges = LocalBridges.find(service, HealthSettings.of(settings));
        RunningBridge found = bridges.found();
        return found == null ? missing(bridges.missing()) : ask(found, settings.http());
    }

    private static DaemonDiagnostics missing(String why) {
        return new DaemonDiagnostics(
                Collected.missing(why),
                Collected.missing(why),
                Collected.missing(why),
                Collected.missing(why),
                Collected.missing(why));
    }

    private static DaemonDiagnostics ask(RunningBridge found, Settings.Http http) {
        JsonNode address = found.bridge().get("page");
        String page = address == null ? null : address.asString();
        return new DaemonDiagnostics(
                Collected.of(BridgeIdentity.line(found.bridge())),
                Collected.of(found.health()),
                part(() -> JsonMapper.shared().readTree(page(page, http, "/status.json"))),
                part(() -> page(page, http, "/metrics")),
                part(() -> DiagnosticsRecord.read(found.ask("diagnostics"))));
    }

    private static <T> Collected<T> part(Reader<T> reading) {
        try {
            return Collected.of(reading.read());
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Collected.missing(String.valueOf(e.getMessage()));
        }
    }

    private static String page(@Nullable String page, Settings.Http http, String path) throws IOException {
        if (page == null) {
            throw new IOException("http.enabled is false");
        }
        LocalPage.Reply reply = new LocalPage(URI.create(onLoopback(page) + path), login(http)).get();
        if (reply.code() != 200) {
            throw new IOException("the bridge answers " + reply.code());
        }
        return reply.body();
    }

    /** Where it listens for all, it answers on loopback. */
    private static String onLoopback(String page) {
        return page.replace("//0.0.0.0:", "//127.0.0.1:")
                .replace("//[0:0:0:0:0:0:0:0]:", "//[::1]:")
                .replaceFirst("/$", "");
    }

    private static @Nullable String login(Settings.Http http) {
        return http.username() == null || http.password() == null
                ? null
                : http.username() + ":" + http.password().reveal();
    }
}
