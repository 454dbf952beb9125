package io.crownstone2mqtt.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The one place where a topic is built or parsed. */
public final class TopicScheme {
    private static final Pattern WILD = Pattern.compile("[+#\\x00]");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");
    private static final String SET = "set";
    /** How nodes of discovery topics begin, parents before children; the last is what Crownstones have. */
    private static final List<String> NODE_KINDS = List.of(
            "crownstone2mqtt_",
            "crownstone_sphere_",
            "crownstone_location_",
            "crownstone_user_",
            "crownstone_hub_",
            "crownstone_");

    private static final List<String> ACCOUNT_LEAVES = List.of("cloud", "events");
    private static final List<String> SPHERE_LEAVES =
            List.of("availability", "presence", "presence/attributes", "switching");
    private static final List<String> LOCATION_LEAVES = List.of("presence", "presence/attributes");
    private static final List<String> USER_LEAVES = List.of("presence", "location", "attributes");
    private static final List<String> CROWNSTONE_LEAVES =
            List.of("state", "switch", "brightness", "attributes", "energy", "power");
    private static final List<String> HUB_LEAVES = List.of("connectivity", "attributes");
    private static final List<String> SCENE_LEAVES = List.of("attributes");
    private static final List<String> CROWNSTONE_SETS = List.of(SET, "switch/set", "brightness/set");

    /** All that this bridge announces, or ever did. */
    private static final List<String> COMPONENTS = List.of(
            "binary_sensor", "sensor", "device_tracker", "light", "switch", "button", "event", "select", "scene");

    private final String base;
    private final String prefix;

    public TopicScheme(MirrorOptions options) {
        base = options.topics().base();
        prefix = options.discovery().prefix();
    }

    /** A cloud id, or any text, as a level of discovery topics, which accept letters, digits, {@code _} and {@code -} only. */
    static String node(Object id) {
        return UNSAFE.matcher(id.toString()).replaceAll("_");
    }

    /** The level of the bridge's own device in discovery topics. */
    static String bridgeNode(String clientId) {
        return "crownstone2mqtt_" + node(clientId);
    }

    public String bridgeState() {
        return base + "/bridge/state";
    }

    public String bridgeInfo() {
        return base + "/bridge/info";
    }

    /** Where the bridge itself is asked for something. */
    public String request(String what) {
        return base + "/bridge/request/" + what;
    }

    public String response(String what) {
        return base + "/bridge/response/" + what;
    }

    /** What a topic asks of the bridge itself. */
    public Optional<String> requested(String topic) {
        String requests = request("");
        return topic.startsWith(requests) ? Optional.of(topic.substring(requests.length())) : Optional.empty();
    }

    /** {@code cloud} or {@code events} of an account, which is known by its number. */
    public String account(Object number, String leaf) {
        return base + "/bridge/account/" + number + "/" + leaf;
    }

    public String problems() {
        return base + "/bridge/problems";
    }

    public String logLevel() {
        return base + "/bridge/log-level";
    }

    /** What happens to the bridge, not retained. */
    public String bridgeEvent() {
        return base + "/bridge/event";
    }

    /** Part of the list of all that the bridge has on the broker, from 1. */
    public String manifest(Object part) {
        return base + "/bridge/manifest/" + part;
    }

    /** Whether that is a part of the list. */
    public boolean isManifest(String topic) {
        return topic.startsWith(manifest(""));
    }

    /** Whether a topic that a manifest names can be one of ours; anybody who may write there could name any. */
    boolean mayBeOwn(String topic) {
        boolean below = isBelowBase(topic)
                && !isManifest(topic)
                && commanded(topic).isEmpty()
                && requested(topic).isEmpty()
                && !topic.equals(surveyMark());
        return WILD.matcher(topic).find() ? false : below || discovery(topic).isPresent();
    }

    /** Comes back to its sender at once: what the broker had to say before has then been said. */
    public String surveyMark() {
        return base + "/bridge/survey";
    }

    /** For a look at the broker: nobody listens there but the one who looks. */
    public String probe() {
        return base + "/bridge/probe";
    }

    /** Where it can be tried whether those filters' topics may be written and read: of things that there are not. */
    public static List<String> probes(List<String> filters) {
        return filters.stream()
                .filter(filter -> filter.contains("+"))
                .map(filter -> filter.replace("+", "probe"))
                .toList();
    }

    /** The same for all that is announced in one format, or both; an empty message there removes what never was. */
    public List<String> discoveryProbes(String clientId, boolean device) {
        String node = bridgeNode(clientId);
        return device
                ? List.of(deviceConfig(node + "_probe"))
                : COMPONENTS.stream()
                        .map(component -> componentConfig(component, node, "probe"))
                        .toList();
    }

    /** The topic of the thing at that path of a {@link TopicMap}. */
    public String of(String path, String leaf) {
        return base + "/" + path + "/" + leaf;
    }

    public String componentConfig(String component, String node, String key) {
        return prefix + "/" + component + "/" + node + "/" + key + "/config";
    }

    public String deviceConfig(String node) {
        return prefix + "/device/" + node + "/config";
    }

    /** Every topic on which commands and requests come in. */
    public List<String> commandFilters() {
        List<String> filters = new ArrayList<>();
        filters.add(request("+"));
        filters.add(of("+", SET));
        filters.add(of("+/location/+", SET));
        filters.add(of("+/scene/+", SET));
        CROWNSTONE_SETS.forEach(leaf -> filters.add(of("+/crownstone/+", leaf)));
        return filters;
    }

    /** Everything retained that this bridge may have left, but for discovery; none overlaps the commands. */
    public List<String> mirrorFilters() {
        List<String> filters =
                new ArrayList<>(List.of(bridgeState(), bridgeInfo(), problems(), logLevel(), manifest("+")));
        ACCOUNT_LEAVES.forEach(leaf -> filters.add(account("+", leaf)));
        SPHERE_LEAVES.forEach(leaf -> filters.add(of("+", leaf)));
        LOCATION_LEAVES.forEach(leaf -> filters.add(of("+/location/+", leaf)));
        USER_LEAVES.forEach(leaf -> filters.add(of("+/user/+", leaf)));
        HUB_LEAVES.forEach(leaf -> filters.add(of("+/hub/+", leaf)));
        CROWNSTONE_LEAVES.forEach(leaf -> filters.add(of("+/crownstone/+", leaf)));
        SCENE_LEAVES.forEach(leaf -> filters.add(of("+/scene/+", leaf)));
        return filters;
    }

    /** Whether the topic has the shape of one that this bridge publishes retained, but for discovery. */
    public boolean isMirrored(String topic) {
        String[] levels = topic.split("/", -1);
        return mirrorFilters().stream().anyMatch(filter -> matches(filter.split("/", -1), levels));
    }

    private static boolean matches(String[] filter, String[] levels) {
        return filter.length == levels.length
                && IntStream.range(0, filter.length)
                        .allMatch(i -> filter[i].equals("+") || filter[i].equals(levels[i]));
    }

    /** All that {@link #mirrorFilters} and {@link #discoveryFilters} match of ours, in portions as small as can be. */
    public List<String> narrowFilters() {
        List<String> filters = new ArrayList<>(mirrorFilters());
        COMPONENTS.forEach(component -> filters.add(componentConfig(component, "+", "+")));
        filters.add(deviceConfig("+"));
        return filters;
    }

    /** Every topic on which this bridge may have announced something, in either format. */
    public List<String> discoveryFilters() {
        return List.of(componentConfig("+", "+", "+"), deviceConfig("+"));
    }

    public boolean isBelowBase(String topic) {
        return topic.startsWith(base + "/");
    }

    /** The base and the level below it, the bridge's or a sphere's, of a topic below the base. */
    public String firstLevels(String topic) {
        int end = topic.indexOf('/', base.length() + 1);
        return end < 0 ? topic : topic.substring(0, end);
    }

    /** The parts of a discovery topic of a Crownstone bridge, ours or another's, below whatever prefix. */
    public Optional<DiscoveryTopic> discovery(String topic) {
        if (!topic.endsWith("/config")) {
            return Optional.empty();
        }
        String[] levels = topic.split("/", -1);
        int end = levels.length;
        boolean device = end >= 4 && levels[end - 3].equals("device") && isNode(levels[end - 2]);
        boolean component = end >= 5 && isNode(levels[end - 3]);
        return device || component
                ? Optional.of(new DiscoveryTopic(topic, device, levels[device ? end - 2 : end - 3]))
                : Optional.empty();
    }

    private static boolean isNode(String level) {
        return NODE_KINDS.stream().anyMatch(level::startsWith);
    }

    /** A parsed discovery topic. */
    public record DiscoveryTopic(String topic, boolean device, String node) {
        /** Greater for children than for their parents. */
        int generation() {
            return Math.toIntExact(NODE_KINDS.stream()
                    .takeWhile(kind -> !node.startsWith(kind))
                    .count());
        }
    }

    /** The path of the thing that a set topic commands. */
    public Optional<String> commanded(String topic) {
        if (!isBelowBase(topic)) {
            return Optional.empty();
        }
        String[] levels = topic.substring(base.length() + 1).split("/", 4);
        String leaf = levels[levels.length - 1];
        boolean commands = levels.length == 2 ? leaf.equals(SET) : levels.length == 4 && CROWNSTONE_SETS.contains(leaf);
        return commands
                ? Optional.of(String.join("/", List.of(levels).subList(0, levels.length - 1)))
                : Optional.empty();
    }
}
