package io.crownstone2mqtt.mirror;

import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.mirror.homeassistant.Device;
import io.crownstone2mqtt.mirror.homeassistant.Discovery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bridge's own topics. */
final class BridgeTopics {
    private final TopicScheme topics;
    private final MirrorOptions options;
    private final Discovery discovery;

    BridgeTopics(TopicScheme topics, MirrorOptions options) {
        this.topics = topics;
        this.options = options;
        this.discovery = new Discovery(topics, options);
    }

    static String node(MirrorOptions options) {
        return TopicScheme.bridgeNode(options.clientId());
    }

    Fragment render(MirrorSource source) {
        MirrorSource.Monitor monitor = source.info().monitor();
        List<Retained> all = new ArrayList<>();
        all.add(Retained.attributes(topics.bridgeInfo(), info(source)));
        all.add(Retained.state(topics.bridgeState(), "online"));
        all.add(Retained.state(topics.problems(), problems(monitor)));
        all.add(Retained.state(topics.logLevel(), monitor.logLevel()));
        for (MirrorSource.AccountLink account : monitor.accounts()) {
            all.add(Retained.state(topics.account(account.number(), "cloud"), online(account.cloud())));
            all.add(Retained.state(topics.account(account.number(), "events"), online(account.events())));
        }
        Device device = new Device(
                node(options), "Crownstone bridge", "crownstone2mqtt", "Bridge", null, options.version(), null, null);
        all.addAll(discovery.announce(
                node(options), device, List.of(topics.bridgeState()), new BridgeEntities(topics).of(monitor)));
        return new Fragment(all);
    }

    private static String online(boolean works) {
        return works ? "online" : "offline";
    }

    private static String problems(MirrorSource.Monitor monitor) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode problems = JsonNodeFactory.instance.arrayNode();
        for (MirrorSource.AccountLink account : monitor.accounts()) {
            if (account.problem() != null) {
                problems.add("account " + account.number() + ": " + account.problem());
            }
        }
        monitor.others().forEach(problems::add);
        json.put("count", problems.size());
        json.set("problems", problems);
        return json.toString();
    }

    private String info(MirrorSource source) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", options.version());
        json.put("started", source.info().started().toString());
        json.put("cloud", source.info().cloud().toString());
        json.put("broker", source.info().broker().toString());
        Collection<Sphere> spheres = source.home().spheres().values();
        ObjectNode counts = json.putObject("counts");
        counts.put("spheres", spheres.size());
        counts.put("locations", count(spheres, Sphere::locations));
        counts.put("crownstones", count(spheres, Sphere::crownstones));
        counts.put("users", count(spheres, Sphere::users));
        json.put("last_sync", source.info().lastSync().toString());
        return json.toString();
    }

    private static int count(Collection<Sphere> spheres, Function<Sphere, PersistentMap<?, ?>> things) {
        return spheres.stream().map(things).mapToInt(PersistentMap::size).sum();
    }
}
