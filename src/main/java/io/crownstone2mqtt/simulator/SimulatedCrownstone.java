package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Crownstone of a sphere. Its verbs send the events that the real cloud sends. */
public final class SimulatedCrownstone {
    private static final Set<String> WITHOUT_SWITCH =
            Set.of("GUIDESTONE", "CROWNSTONE_USB", "CROWNSTONE_HUB", "PROTOTYPE_NO_SWITCHING");

    private record Stored(String id, Instant timestamp, double percentage) {}

    private final World world;
    private final SimulatedSphere sphere;
    private final String id;
    private final int uid;
    private final int major;
    private final int minor;
    private final String address;
    private final double turnOnLevel;
    private final Instant createdAt;
    private final List<SimulatedKey> keys;
    /** Absent: never set. Null: was set once and cleared. The cloud tells both apart. */
    private final Map<String, @Nullable String> texts = new LinkedHashMap<>();

    private final Map<String, SimulatedAbility> abilities;
    private Instant updatedAt;
    private @Nullable Stored stored;

    SimulatedCrownstone(World world, SimulatedSphere sphere, int uid, CrownstoneSpec spec) {
        this.world = world;
        this.sphere = sphere;
        this.id = world.newId();
        this.uid = uid;
        this.major = world.number(65_536);
        this.minor = world.number(65_536);
        this.address = spec.address() == null ? macAddress(world.hex(6), uid) : spec.address();
        this.turnOnLevel = spec.turnOnLevel();
        this.createdAt = world.now();
        this.updatedAt = createdAt;
        this.keys = SimulatedKey.create(world, "MESH_DEVICE_KEY", "UART_DEVICE_KEY");
        this.texts.putAll(spec.texts());
        this.abilities = spec.abilities().stream()
                .collect(Collectors.toMap(
                        CrownstoneSpec.AbilitySpec::type,
                        ability -> new SimulatedAbility(world, ability),
                        (_, newest) -> newest,
                        LinkedHashMap::new));
        Double state = spec.state();
        this.stored = state == null ? null : new Stored(world.newId(), createdAt, state);
    }

    public String id() {
        return id;
    }

    public int uid() {
        return uid;
    }

    public SimulatedSphere sphere() {
        return sphere;
    }

    public Optional<String> name() {
        return world.read(() -> Optional.ofNullable(texts.get("name")));
    }

    /** The stored state, 0 to 100; empty if none was ever reported. */
    public OptionalDouble state() {
        return world.read(() -> stored == null ? OptionalDouble.empty() : OptionalDouble.of(stored.percentage()));
    }

    public boolean canSwitch() {
        return world.read(() -> {
            String type = texts.get("type");
            return type == null || !WITHOUT_SWITCH.contains(type);
        });
    }

    public boolean dims() {
        return world.read(() -> {
            SimulatedAbility dimming = abilities.get("dimming");
            return dimming != null && dimming.enabled();
        });
    }

    /** Stores what a phone or hub says the state is; up to 1 it is a fraction. An unchanged state is not stored nor told. */
    public void reportState(double reported) {
        double percentage = reported > 0 && reported <= 1 ? reported * 100 : reported;
        world.change(() -> {
            if (stored == null || stored.percentage() != percentage) {
                updatedAt = world.now();
                stored = new Stored(world.newId(), updatedAt, percentage);
                world.emit(Events.switchStateUpdate(this, percentage));
            }
        });
    }

    /** A null name is one that was cleared. */
    public void rename(@Nullable String name) {
        setText("name", name);
    }

    public void moveTo(@Nullable SimulatedLocation location) {
        setText("locationId", location == null ? null : location.id());
    }

    /** Sets one of the optional text fields, such as icon, type or firmwareVersion. */
    public void setText(String field, @Nullable String value) {
        world.change(() -> {
            texts.put(field, value);
            changed("update");
        });
    }

    /** Two events follow, as with the app: the wish, then that the device has it. */
    public void setDimming(boolean enabled) {
        world.change(() -> {
            SimulatedAbility dimming = abilities.computeIfAbsent(
                    "dimming", type -> new SimulatedAbility(world, new CrownstoneSpec.AbilitySpec(type, enabled)));
            dimming.set(enabled, false);
            world.emit(Events.abilityChange(this, dimming));
            dimming.set(enabled, true);
            world.emit(Events.abilityChange(this, dimming));
        });
    }

    public void remove() {
        world.change(() -> {
            sphere.forget(this);
            changed("delete");
        });
    }

    /** The state that a switch command leads to on the device; empty for a device that cannot switch. */
    OptionalDouble outcome(SwitchPacket packet) {
        if (!canSwitch()) {
            return OptionalDouble.empty();
        }
        double wanted = switch (packet.type()) {
            case TURN_ON -> turnOnLevel;
            case TURN_OFF -> 0;
            case PERCENTAGE -> packet.percentage() == null ? 100 : packet.percentage();
        };
        return OptionalDouble.of(dims() || wanted == 0 ? wanted : 100);
    }

    List<SimulatedKey> keys() {
        return keys;
    }

    void changed(String operation) {
        updatedAt = world.now();
        ObjectNode item = Json.object().put("id", id);
        putText(item, "name");
        world.emit(Events.dataChange(sphere, "stones", operation, item));
    }

    ObjectNode reference() {
        ObjectNode json = Json.object().put("id", id).put("uid", uid);
        putText(json, "name");
        return json.put("macAddress", address);
    }

    ObjectNode stateJson() {
        ObjectNode json = Json.object();
        if (stored != null) {
            json.put("timestamp", Json.time(stored.timestamp())).set("switchState", Json.number(stored.percentage()));
        }
        return json;
    }

    /** Without {@code withState} the state is left out even if it is asked for, as some of the real endpoints do. */
    ObjectNode json(List<Include> includes, boolean withState) {
        ObjectNode json = Json.object();
        putText(json, "name");
        json.put("address", address);
        putText(json, "type");
        json.put("major", major).put("minor", minor).put("uid", uid);
        texts.keySet().stream()
                .filter(field -> !Set.of("name", "type", "locationId").contains(field))
                .forEach(field -> putText(json, field));
        json.put("id", id);
        putText(json, "locationId");
        json.put("sphereId", sphere.id()).put("createdAt", Json.time(createdAt)).put("updatedAt", Json.time(updatedAt));
        if (stored != null) {
            json.put("currentSwitchStateId", stored.id());
        }
        includes.forEach(include -> include(json, include, withState));
        return json;
    }

    private void include(ObjectNode json, Include include, boolean withState) {
        switch (include.relation()) {
            case "currentSwitchState" -> {
                if (withState && stored != null) {
                    json.set("currentSwitchState", stateJson());
                }
            }
            case "abilities" -> json.set("abilities", abilitiesJson(include));
            case "behaviours" -> json.set("behaviours", Json.array());
            case "location" ->
                sphere.locationById(texts.get("locationId"))
                        .ifPresent(location -> json.set("location", location.json()));
            default -> throw Refusal.unknownRelation(include.relation(), "Stone");
        }
    }

    /** A plain "abilities" is answered with none unless a new enough app is known, and none is. */
    private ArrayNode abilitiesJson(Include include) {
        ArrayNode all = Json.array();
        if (!include.plain()) {
            abilities.values().forEach(ability -> all.add(ability.json(this, include.has("properties"))));
        }
        return all;
    }

    private void putText(ObjectNode json, String field) {
        if (texts.containsKey(field)) {
            json.put(field, texts.get(field));
        }
    }

    private static String macAddress(String random, int uid) {
        String hex = (random + String.format(Locale.ROOT, "%06x", uid)).toUpperCase(Locale.ROOT);
        return String.join(":", hex.split("(?<=\\G..)", 6));
    }

    @Override
    public String toString() {
        return name().orElse("Crownstone") + " (" + id + ")";
    }
}
