package io.crownstone2mqtt.monitoring.http;

import io.crownstone2mqtt.bridge.BridgeState;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.ThingKey;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes commands of the status page, {@code {"sphere":"…","crownstone":"…","set":"ON"|"OFF"|0..100}} or
 * {@code {"sphere":"…","scene":"…","set":"ON"}} with the cloud's ids, and hands them on as if they had come on the set topic.
 *
 * @param set takes a topic and a payload
 */
record Control(TopicScheme topics, Supplier<BridgeState> state, BiConsumer<String, byte[]> set) {
    private static final int LONGEST = 1024;

    PageResponse answer(PageRequest request) {
        return Guard.refuseOrigin(request.headers()).orElseGet(() -> take(request.body(LONGEST)));
    }

    private PageResponse take(byte[] body) {
        if (body.length > LONGEST) {
            return PageResponse.text(413, "That is too long for a command.");
        }
        try {
            JsonNode asked = JsonMapper.shared().readTree(body);
            return topic(asked)
                    .map(topic -> send(topic, asked.path("set")))
                    .orElseGet(() -> PageResponse.text(404, "There is no such Crownstone or scene: reload the page."));
        } catch (JacksonException _) {
            return PageResponse.text(400, "That is no JSON.");
        }
    }

    private Optional<String> topic(JsonNode asked) {
        BridgeState now = state.get();
        SphereId sphere = new SphereId(asked.path("sphere").asString(""));
        return thing(asked, now.home(), sphere)
                .flatMap(thing -> now.announced()
                        .map(mirror -> topics.of(mirror.names().topics().path(thing), "set")));
    }

    private static Optional<ThingKey> thing(JsonNode asked, Home home, SphereId sphere) {
        if (asked.has("scene")) {
            SceneId scene = new SceneId(asked.path("scene").asString(""));
            return home.sphere(sphere)
                    .filter(known -> known.scenes().containsKey(scene))
                    .map(_ -> ThingKey.of(sphere, scene));
        }
        CrownstoneId crownstone = new CrownstoneId(asked.path("crownstone").asString(""));
        return home.crownstone(sphere, crownstone).map(_ -> ThingKey.of(sphere, crownstone));
    }

    private PageResponse send(String topic, JsonNode value) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("id", "status page");
        payload.set(value.isNumber() ? "brightness" : "state", value);
        set.accept(topic, payload.toString().getBytes(StandardCharsets.UTF_8));
        return PageResponse.json(202, JsonNodeFactory.instance.objectNode().put("topic", topic));
    }
}
