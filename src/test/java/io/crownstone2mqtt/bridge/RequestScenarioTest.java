package io.crownstone2mqtt.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.mirror.BridgeRequest;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the bridge answers when it is asked about itself. */
class RequestScenarioTest {
    private final Scenario bridge = Scenario.running(Homes.small());

    private JsonNode ask(String what, String payload) {
        bridge.receive("crownstone2mqtt/bridge/request/" + what, payload);
        String topic = "bridge/response/" + what + " ";
        List<String> responses = bridge.published().stream()
                .filter(line -> line.startsWith(topic))
                .toList();
        assertThat(responses).hasSize(1);
        assertThat(bridge.retained(topic.strip())).isNull();
        return JsonMapper.shared().readTree(responses.getFirst().substring(topic.length()));
    }

    @Test
    void info_is_what_is_retained() {
        JsonNode answer = ask("info", "");
        assertThat(answer.path("status").asString()).isEqualTo("ok");
        assertThat(answer.path("data"))
                .isEqualTo(JsonMapper.shared().readTree(bridge.retained("bridge/info")))
                .isNotEmpty();
        assertThat(answer.has("transaction")).isFalse();
    }

    @Test
    void crownstones_come_with_topic_attributes_and_state() {
        JsonNode lamp = ask("crownstones", "{\"transaction\":7}").path("data").get(0);
        assertThat(lamp.path("topic").asString()).startsWith("crownstone2mqtt/home/crownstone/");
        assertThat(lamp.path("sphere").asString()).isEqualTo("Home");
        assertThat(lamp.has("id")).isTrue();
        assertThat(lamp.has("state")).isTrue();
    }

    @Test
    void an_answer_that_is_long_comes_in_parts_that_make_the_whole() {
        Scenario large = Scenario.running(Homes.large(300));
        large.receive("crownstone2mqtt/bridge/request/crownstones", "{\"transaction\":\"a\"}");
        List<String> parts = large.messages().stream().map(Message::payload).toList();

        assertThat(parts)
                .hasSizeGreaterThan(3)
                .allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= 16_384);
        Set<String> topics = new TreeSet<>();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = JsonMapper.shared().readTree(parts.get(i));
            assertThat(part.path("part").asInt()).isEqualTo(i + 1);
            assertThat(part.path("parts").asInt()).isEqualTo(parts.size());
            assertThat(part.path("status").asString()).isEqualTo("ok");
            assertThat(part.path("transaction").asString()).isEqualTo("a");
            part.path("data").forEach(each -> topics.add(each.path("topic").asString()));
        }
        assertThat(topics).hasSize(300);
    }

    @Test
    void a_long_export_comes_in_parts_whose_texts_make_the_files() {
        Scenario large = Scenario.running(Homes.large(300));
        large.receive("crownstone2mqtt/bridge/request/export", "openhab");
        Map<String, String> files = new TreeMap<>();
        large.messages().forEach(part -> {
            assertThat(part.payload().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(16_384);
            JsonMapper.shared()
                    .readTree(part.payload())
                    .path("data")
                    .properties()
                    .forEach(file -> files.merge(file.getKey(), file.getValue().asString(), String::concat));
        });

        assertThat(files).hasSizeGreaterThan(1);
        assertThat(files.toString()).contains("Lamp 1\"", "Lamp 300\"");
    }

    @Test
    void what_the_broker_refuses_is_told_until_it_is_told_anew() {
        bridge.step(new Input.MessageRefused("a/b", "the message on 'a/b' (9 bytes) is refused"));
        bridge.step(new Input.MessageRefused("a/b", "the message on 'a/b' (7 bytes) is refused"));
        assertThat(bridge.retained("bridge/problems"))
                .isEqualTo("{\"count\":1,\"problems\":[\"the message on 'a/b' (7 bytes) is refused\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "7", "true"})
    void a_transaction_is_echoed(String transaction) {
        JsonNode answer = ask("health", "{\"transaction\":" + transaction + "}");
        assertThat(answer.path("transaction")).hasToString(transaction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "PRESS", "{broken", "{\"x\":0e99999999999999999999}", "[1]"})
    void a_resync_needs_nothing(String payload) {
        assertThat(ask("resync", payload).path("status").asString()).isEqualTo("ok");
        assertThat(bridge.asked()).contains(new Effect.Fetch(Scenario.ACCOUNT, new FetchScope.Everything()));
    }

    @Test
    void what_there_is_not_is_said_with_what_there_is() {
        JsonNode answer = ask("lottery", "{\"transaction\":\"t\"}");
        assertThat(answer.path("status").asString()).isEqualTo("error");
        assertThat(answer.path("error").asString()).contains("info", "crownstones", "resync");
        assertThat(answer.path("transaction").asString()).isEqualTo("t");
    }

    @Test
    void before_the_home_is_known_it_is_not_told() {
        Scenario young = new Scenario(Homes.small(), MirrorOptions.defaults(), 1);
        young.brokerUp().receive("crownstone2mqtt/bridge/request/crownstones", "");
        assertThat(young.published()).anyMatch(line -> line.contains("\"error\":\"the home is not known yet\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"debug", "DEBUG", "{\"value\":\"debug\"}"})
    void the_log_level_is_set_and_shown(String payload) {
        assertThat(ask("log-level", payload).path("data").path("level").asString())
                .isEqualTo("debug");
        assertThat(bridge.asked()).containsExactly(new Effect.SetLogLevel(LogLevel.DEBUG));
        assertThat(bridge.retained("bridge/log-level")).isEqualTo("debug");
    }

    @Test
    void a_log_level_that_there_is_not_changes_nothing() {
        assertThat(ask("log-level", "loud").path("error").asString()).contains("error, warn, info, debug, trace");
        assertThat(bridge.asked()).isEmpty();
        assertThat(bridge.retained("bridge/log-level")).isEqualTo("info");
    }

    @Test
    void health_tells_of_an_account_in_trouble() {
        bridge.receive("crownstone2mqtt/bridge/request/resync", "PRESS")
                .failFetches(new CloudProblem.Unavailable("the cloud is ill"));
        JsonNode health = ask("health", "").path("data");
        assertThat(health.path("healthy").asBoolean()).isFalse();
        assertThat(health.at("/accounts/0/problem").asString()).isEqualTo("the cloud is ill");
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("offline");
        assertThat(bridge.retained("bridge/account/1/events")).isEqualTo("online");
    }

    @Test
    void an_account_is_well_again_when_what_failed_has_succeeded() {
        bridge.set("home/crownstone/lamp/set", "OFF")
                .answerSwitch(null)
                .advance(Duration.ofSeconds(16))
                .failFetches(new CloudProblem.Unavailable("the cloud is slow"));
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("offline");
        bridge.said();

        bridge.advance(Duration.ofSeconds(5)).answerFetches();
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");
        assertThat(bridge.said()).anyMatch(line -> line.contains("account 1: connected again after 5 s"));
    }

    @Test
    void discovery_is_sent_again_but_not_without_rest() {
        ask("discovery", "PRESS");
        assertThat(bridge.advance(Duration.ofSeconds(1)).published()).isEmpty();
        ask("discovery", "PRESS");
        assertThat(bridge.advance(Duration.ofSeconds(8)).published()).isEmpty();
        assertThat(bridge.advance(Duration.ofSeconds(3)).published()).anyMatch(line -> line.contains("/config "));
    }

    @Test
    void orphans_are_listed_and_cleared() {
        Scenario two = new Scenario(Homes.small(), MirrorOptions.defaults(), 2);
        two.left("crownstone2mqtt/old/availability", "online");
        two.brokerUp().streamStarted();
        two.step(new Input.StreamLost(
                new AccountId(2), new CloudProblem.WrongCredentials("wrong"), Duration.ofMinutes(1)));
        two.answerFetches().advance(Duration.ofSeconds(10)).published();
        assertThat(two.retained("old/availability")).isEqualTo("online");

        two.receive("crownstone2mqtt/bridge/request/orphans", "list");
        assertThat(two.published())
                .anyMatch(line -> line.contains("\"orphans\":[\"crownstone2mqtt/old/availability\"]"));
        two.receive("crownstone2mqtt/bridge/request/orphans", "{\"value\":\"clear\"}");
        assertThat(two.retained("old/availability")).isNull();
        two.receive("crownstone2mqtt/bridge/request/orphans", "");
        assertThat(two.published()).anyMatch(line -> line.contains("\"orphans\":[]"));
    }

    @ParameterizedTest
    @CsvSource({
        "openhab, things/crownstone.things",
        "homeassistant, crownstone-dashboard.yaml",
        "DIAGRAM, crownstone.mmd"
    })
    void an_export_holds_its_files(String format, String file) {
        assertThat(ask("export", format).path("data").path(file).asString()).contains("Home");
    }

    @Test
    void an_export_for_what_is_not_known_is_refused() {
        assertThat(ask("export", "domoticz").path("error").asString()).contains("openhab");
    }

    @Test
    void a_restart_is_for_the_program_to_do() {
        bridge.receive("crownstone2mqtt/bridge/request/restart", "{\"transaction\":7}");
        assertThat(bridge.asked())
                .containsExactly(new Effect.Restart(new BridgeRequest("", JsonNodeFactory.instance.numberNode(7))));
        assertThat(bridge.published()).noneMatch(line -> line.contains("bridge/response/restart"));
    }

    @Test
    void a_retained_request_is_ignored() {
        bridge.step(new Input.BrokerMessage("crownstone2mqtt/bridge/request/restart", new byte[0], true));
        bridge.step(new Input.BrokerMessage("crownstone2mqtt/bridge/request/restart", new byte[] {'x'}, true));
        assertThat(bridge.asked()).isEmpty();
        assertThat(bridge.published()).isEmpty();
    }

    @Test
    void a_failed_command_is_an_event() {
        bridge.set("home/crownstone/nothing/set", "ON");
        assertThat(bridge.published())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("bridge/event ")
                        .contains(
                                "\"event_type\":\"rejected\"",
                                "\"topic\":\"crownstone2mqtt/home/crownstone/nothing\""));
        assertThat(bridge.retained("bridge/event")).isNull();
    }
}
