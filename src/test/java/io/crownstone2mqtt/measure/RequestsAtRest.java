package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.simulator.Traffic.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a bridge asks the cloud for in an hour in which nothing happens: by all usual intervals, sixty times as fast. */
public final class RequestsAtRest {
    private static final Duration HOUR = Duration.ofMinutes(1);
    private static final String FAST =
            "cloud { resync-interval = 15s, energy { interval = 10s, url = \"%s\", enabled = %s } }"
                    + ", presence { interval = 3s }";

    private RequestsAtRest() {}

    public static void main(String[] arguments) throws Exception {
        for (int spheres : new int[] {1, 20}) {
            for (String energy : new String[] {"false", "auto"}) {
                measure(spheres, energy);
            }
        }
    }

    private static void measure(int spheres, String energy) throws Exception {
        try (Stage stage = new Stage(spheres, 20);
                BridgeProcess bridge = BridgeProcess.start(
                        stage.cloud(),
                        stage.broker(),
                        FAST.formatted(stage.cloud().apiV2Url(), energy),
                        "-Xmx96m")) {
            if (!stage.awaitAnnounced(bridge)) {
                throw new IllegalStateException("the bridge does not announce everything");
            }
            Instant from = Instant.now();
            new Pace(1).run(HOUR, () -> {});
            Map<String, Long> kinds = stage.cloud().requests().stream()
                    .filter(request -> request.at().isAfter(from))
                    .collect(Collectors.groupingBy(RequestsAtRest::kind, TreeMap::new, Collectors.counting()));
            long all = kinds.values().stream().mapToLong(Long::longValue).sum();
            System.out.println(spheres + " spheres, energy " + energy + ": " + all + " requests an hour " + kinds);
        }
    }

    private static String kind(RecordedRequest request) {
        return request.path().replaceAll("[0-9a-f]{24}", "*");
    }
}
