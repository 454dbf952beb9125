package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.ops.Diary;
import io.crownstone2mqtt.ops.HealthPlaces;
import io.crownstone2mqtt.ops.LocalPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the bridge of this machine tells about itself: by HTTP where that is on, and by the files that it keeps. */
record DaemonTold(Part<JsonNode> health, Part<JsonNode> status, Part<String> metrics, Part<Diary.Entries> diary) {
    private static final String NOT_HERE = "no bridge with this client id and base topic runs here, or it is another"
            + " user's: start it, or run diagnose as its user or as root";

    /** What reads one part. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    static DaemonTold ask(Settings settings, ServiceEnvironment service) {
        HealthPlaces places = HealthVisit.places(service, HealthSettings.of(settings));
        Settings.Http http = settings.http();
        return new DaemonTold(
                part(() -> JsonMapper.shared().readTree(page(http, "/readyz")))
                        .or(() -> part(() -> JsonMapper.shared().readTree(file(places)))),
                part(() -> JsonMapper.shared().readTree(page(http, "/status.json"))),
                part(() -> page(http, "/metrics")),
                part(() -> Diary.read(JsonMapper.shared().readTree(file(places.diary())))));
    }

    private static <T> Part<T> part(Reading<T> reading) {
        try {
            return Part.of(reading.read());
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Part.missing(String.valueOf(e.getMessage()));
        }
    }

    private static String page(Settings.Http http, String path) throws IOException {
        if (!http.enabled()) {
            throw new IOException("http.enabled is false");
        }
        if (http.port() == 0) {
            throw new IOException("http.port is 0: nobody but the bridge knows its port");
        }
        LocalPage.Reply reply = HealthVisit.page(http, path).get();
        boolean answered = reply.code() == 200 || (reply.code() == 503 && path.equals("/readyz"));
        if (!answered) {
            throw new IOException("the bridge answers " + reply.code());
        }
        return reply.body();
    }

    private static String file(HealthPlaces places) throws IOException {
        Path file = places.readable();
        if (file == null) {
            throw new IOException(NOT_HERE);
        }
        return Files.readString(file);
    }
}
