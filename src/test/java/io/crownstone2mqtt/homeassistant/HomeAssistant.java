package io.crownstone2mqtt.homeassistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Home Assistant, driven by the program {@code src/test/home-assistant/ha}. */
public final class HomeAssistant implements AutoCloseable {
    private static final Path DRIVER = Path.of("src", "test", "home-assistant", "ha");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * What stays when names change.
     *
     * @param disabled it is known, but has no state until somebody enables it
     */
    record Entity(String entityId, String uniqueId, String id, String deviceId, boolean disabled) {}

    /** @param via the id of the device behind which it is; empty for none */
    record Device(String id, String identifier, String name, String via, String area) {}

    private final String version;
    private final Path folder;
    private final List<String> expected =
            new ArrayList<>(List.of("is logging too frequently", "No device components to cleanup"));
    private URI url = URI.create("http://127.0.0.1/");

    private HomeAssistant(String version, Path folder) {
        this.version = version;
        this.folder = folder.toAbsolutePath();
    }

    /** A new one with an empty folder, connected to the broker. */
    static HomeAssistant start(String version, Path folder, int mqttPort) {
        HomeAssistant started = new HomeAssistant(version, folder);
        started.start();
        started.run("onboard", "--mqtt-port", Integer.toString(mqttPort));
        return started;
    }

    private void start() {
        url = URI.create(
                JSON.readTree(run("start", "--version", version)).path("url").asString(""));
    }

    /** Of its pages. */
    URI url() {
        return url;
    }

    /** With which its pages and its interface let the user in. */
    String token() {
        try {
            return Files.readString(folder.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restarts it with these lines of YAML as well. */
    void configure(String name, String yaml) {
        try {
            Files.writeString(folder.resolve("packages").resolve(name + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    /** It takes and stores some things otherwise than today. */
    boolean isOf2025() {
        return version.startsWith("2025.");
    }

    void restart() {
        run("stop");
        start();
    }

    @Override
    public void close() {
        run("stop");
    }

    private String run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(DRIVER.toString(), command, "--config", folder.toString()));
        line.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", line) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Stream<JsonNode> list(String command) {
        return JSON.readTree(run(command)).valueStream();
    }

    /**
     * What the log says of MQTT that is a warning or worse. But for what the test expects, and two remarks: that the test's own
     * log level says much; and of each device that goes back to the component format that it has no entities left, which is as
     * it should be.
     */
    List<String> complaints() {
        return run("log", "--all")
                .lines()
                .filter(line -> expected.stream().noneMatch(line::contains))
                .toList();
    }

    /** A complaint with these words is as it should be. */
    void expectComplaint(String words) {
        expected.add(words);
    }

    void call(String domain, String service, String json) {
        run("call", domain, service, json);
    }

    /** The answer to a command of the websocket interface, with its members as JSON. */
    JsonNode ask(String type, String json) {
        return JSON.readTree(run("ws", type, json));
    }

    /** Enables entities; Home Assistant would take half a minute to look at them, unless it is told to at once. */
    void enable(String... entityIds) {
        for (String entityId : entityIds) {
            ask("config/entity_registry/update", "{\"entity_id\":\"" + entityId + "\",\"disabled_by\":null}");
        }
        call("homeassistant", "reload_config_entry", "{\"entity_id\":\"" + entityIds[0] + "\"}");
    }

    void addPerson(String name, String tracker) {
        run("person", name, tracker);
    }

    List<Entity> entities() {
        return list("entities")
                .filter(each -> each.path("platform").asString("").equals("mqtt"))
                .map(each -> new Entity(
                        each.path("entity_id").asString(""),
                        each.path("unique_id").asString(""),
                        each.path("id").asString(""),
                        each.path("device_id").asString(""),
                        !each.path("disabled_by").isNull()))
                .toList();
    }

    Entity entity(String entityId) {
        return entities().stream()
                .filter(each -> each.entityId().equals(entityId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no entity " + entityId));
    }

    String entityIdOf(String uniqueId) {
        return entities().stream()
                .filter(each -> each.uniqueId().equals(uniqueId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no entity with unique_id " + uniqueId))
                .entityId();
    }

    List<Device> devices() {
        return list("devices")
                .filter(each ->
                        each.path("identifiers").path(0).path(0).asString("").equals("mqtt"))
                .map(each -> new Device(
                        each.path("id").asString(""),
                        each.path("identifiers").path(0).path(1).asString(""),
                        each.path("name").asString(""),
                        each.path("via_device_id").asString(""),
                        each.path("area_id").asString("")))
                .toList();
    }

    /** As a user does it who has put the thing elsewhere; a device that Home Assistant makes anew may have forgotten it. */
    Device moveToNewArea(Device device, String area) {
        String id = ask("config/area_registry/create", "{\"name\":\"" + area + "\"}")
                .path("area_id")
                .asString("");
        ask("config/device_registry/update", "{\"device_id\":\"" + device.id() + "\",\"area_id\":\"" + id + "\"}");
        return device(device.identifier());
    }

    Device device(String identifier) {
        return devices().stream()
                .filter(each -> each.identifier().equals(identifier))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no device " + identifier));
    }

    private Optional<JsonNode> state(String entityId) {
        return JSON.readTree(run("states", entityId))
                .valueStream()
                .filter(each -> each.path("entity_id").asString("").equals(entityId))
                .findFirst();
    }

    String stateOf(String entityId) {
        return state(entityId).map(each -> each.path("state").asString("")).orElse("none");
    }

    /** Of the entities that come by MQTT. */
    Map<String, String> states() {
        Set<String> ours = entities().stream().map(Entity::entityId).collect(Collectors.toSet());
        return list("states")
                .filter(each -> ours.contains(each.path("entity_id").asString("")))
                .collect(Collectors.toMap(
                        each -> each.path("entity_id").asString(""),
                        each -> each.path("state").asString("")));
    }

    JsonNode attribute(String entityId, String name) {
        return state(entityId).map(each -> each.path("attributes").path(name)).orElse(JSON.missingNode());
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    void awaitState(String entityId, String wanted) {
        await().alias(entityId + " is " + wanted).until(() -> stateOf(entityId), wanted::equals);
    }

    void awaitNumber(String entityId) {
        await().alias(entityId + " is a number").until(() -> stateOf(entityId), state -> state.matches("[0-9.]+"));
    }

    void awaitAttribute(String entityId, String name, String wanted) {
        await().alias(entityId + " has " + name + " " + wanted)
                .until(() -> attribute(entityId, name).toString(), wanted::equals);
    }

    void awaitNone(String entityId) {
        await().alias("no " + entityId).until(() -> state(entityId).isEmpty());
    }
}
