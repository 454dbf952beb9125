package io.crownstone2mqtt.export;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Renders a home as files. They hold names, topics and entity ids, never a secret.
 *
 * @param metered the Crownstones whose energy is collected
 * @param options those of the bridge that mirrors the home
 * @param broker the UID of the broker's Thing in openHAB, for example {@code mqtt:broker:broker}
 */
public record Exports(Home home, Set<CrownstoneId> metered, MirrorOptions options, String broker) {
    /** What openHAB's documentation calls the Thing of a broker. */
    public static final String USUAL_BROKER = "mqtt:broker:broker";

    private static final Pattern BROKER = Pattern.compile("mqtt:(?:broker|systemBroker):[A-Za-z0-9_-]+");

    /** @throws IllegalArgumentException if the broker is not the UID of one; the message says what to do */
    public Exports {
        metered = Set.copyOf(metered);
        checkedBroker(broker);
    }

    /**
     * That UID, if a broker's Thing can have it.
     *
     * @throws IllegalArgumentException if not; the message says what to do
     */
    public static String checkedBroker(String uid) {
        if (!BROKER.matcher(uid).matches()) {
            throw new IllegalArgumentException("'" + uid
                    + "' is not the UID of a broker's Thing; copy it from openHAB, it is like " + USUAL_BROKER);
        }
        return uid;
    }

    /** Texts by file name; the names are relative, with {@code /} between folder and file, and always the same. */
    public Map<String, String> of(ExportFormat format) {
        // Entity ids are the same in both formats; of one message an entity they are easier to read.
        MirrorOptions announcing = options.with(options.discovery().inComponents());
        Mirror mirror = new MirrorRenderer(announcing).render(HomeTree.snapshot(home, metered));
        HomeTree tree = HomeTree.of(home, mirror.names());
        return switch (format) {
            case OPENHAB -> new OpenHab(tree, options, broker).files();
            case HOMEASSISTANT -> Map.of("crownstone-dashboard.yaml", new Dashboard(tree, options, mirror).text());
            case DIAGRAM -> Map.of("crownstone.mmd", Diagram.of(tree));
        };
    }
}
