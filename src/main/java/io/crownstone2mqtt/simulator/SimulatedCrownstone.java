package io.crownstone2mqtt.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Crownstone of a sphere. Its methods send the events that the real cloud sends. */
public final class SimulatedCrownstone extends SimulatedThing {
    private static final Set<String> TYPES_WITHOUT_SWITCH =
            Set.of("GUIDESTONE", "CROWNSTONE_USB", "CROWNSTONE_HUB", "PROTOTYPE_NO_SWITCHING");

    final ArrayNode keys;
    /** By type; each with its properties. */
    final Map<String, ObjectNode> abilities = new LinkedHashMap<>();
    /** Timestamp and switchState; empty if no state was ever reported. */
    ObjectNode currentSwitchState = Json.object();

    final @Nullable EnergyMeter meter;
    private final SimulatedSphere sphere;
    private final double turnOnLevel;

    SimulatedCrownstone(SimulatedSphere sphere, int uid, CrownstoneSpec spec) {
        super(sphere.home, spec.fields.deepCopy());
        this.sphere = sphere;
        this.turnOnLevel = spec.turnOnLevel;
        document.put("uid", uid)
                .put("sphereId", sphere.id())
                .put("major", home.number(65_536))
                .put("minor", home.number(65_536));
        if (!document.has("address")) {
            document.put("address", macAddress(home.hex(6), uid));
        }
        this.keys = home.newKeys("MESH_DEVICE_KEY", "UART_DEVICE_KEY");
        spec.abilities.forEach(this::addAbility);
        this.meter = spec.fullPower == null ? null : new EnergyMeter(spec.fullPower, home.now());
        if (spec.state != null) {
            store(spec.state);
        }
    }

    public int uid() {
        return number("uid");
    }

    public SimulatedSphere sphere() {
        return sphere;
    }

    public Optional<String> name() {
        return Optional.ofNullable(text("name"));
    }

    /** The stored state, 0 to 100; empty if none was ever reported. */
    public OptionalDouble state() {
        return home.read(() -> currentSwitchState.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(currentSwitchState.path("switchState").doubleValue()));
    }

    public boolean canSwitch() {
        String type = text("type");
        return type == null || !TYPES_WITHOUT_SWITCH.contains(type);
    }

    public boolean dims() {
        return home.read(() -> {
            ObjectNode dimming = abilities.get("dimming");
            return dimming != null && dimming.path("enabled").booleanValue();
        });
    }

    /** Stores the state that a phone or hub reports; up to 1 it is a fraction. An unchanged state is neither stored nor sent. */
    public void reportState(double reported) {
        double percentage = reported > 0 && reported <= 1 ? reported * 100 : reported;
        home.change(() -> {
            OptionalDouble stored = state();
            if (stored.isEmpty() || stored.getAsDouble() != percentage) {
                store(percentage);
                home.send(sphere, Events.switchStateUpdate(this, percentage));
            }
        });
    }

    /** A hub uploads this reading now, in joule, whether one runs or not and whatever the meter says. */
    public void uploadEnergy(double joules) {
        home.change(() -> sphere.energy.store(this, home.now(), joules));
    }

    /** The meter counts on from that reading, in joule: from 0 after the Crownstone has restarted. */
    public void restartMeter(double joules) {
        home.change(() -> {
            sphere.energy.upload();
            Objects.requireNonNull(meter, "a Crownstone without power()").restart(joules, home.now());
        });
    }

    /** A null name is one that was cleared. */
    public void rename(@Nullable String name) {
        setText("name", name);
    }

    public void moveTo(@Nullable SimulatedLocation location) {
        setText("locationId", location == null ? null : location.id());
    }

    /** Two events follow, as with the app: what the user asked for, then that the device has it. */
    public void setDimming(boolean enabled) {
        home.change(() -> {
            ObjectNode dimming = abilities.get("dimming");
            if (dimming == null) {
                dimming = addAbility("dimming", enabled);
            }
            for (boolean synced : new boolean[] {false, true}) {
                dimming.put("enabled", enabled)
                        .put("syncedToCrownstone", synced)
                        .put("updatedAt", Json.time(home.now()));
                home.send(sphere, Events.abilityChange(this, dimming));
            }
        });
    }

    public void remove() {
        home.change(() -> {
            sphere.crownstones.remove(id());
            changed("delete");
        });
    }

    /** The state that a switch command leads to on the device; empty for a device that cannot switch. */
    OptionalDouble stateAfter(SwitchPacket packet) {
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

    @Override
    void changed(String operation) {
        super.changed(operation);
        home.send(sphere, Events.dataChange(sphere, "stones", operation, Events.idAndName(this)));
    }

    private void store(double percentage) {
        String now = Json.time(home.now());
        document.put("currentSwitchStateId", home.newId()).put("updatedAt", now);
        currentSwitchState = Json.object().put("timestamp", now);
        currentSwitchState.set("switchState", Json.number(percentage));
        if (meter != null) {
            sphere.energy.upload();
            meter.percentage(percentage, home.now());
        }
    }

    private ObjectNode addAbility(String type, boolean enabled) {
        ObjectNode ability = newDocument()
                .put("type", type)
                .put("enabled", enabled)
                .put("syncedToCrownstone", true)
                .put("stoneId", id());
        ArrayNode properties = ability.putArray("properties");
        if (enabled && type.equals("dimming")) {
            properties.add(property(ability, "softOnSpeed", "8"));
        } else if (enabled && type.equals("tapToToggle")) {
            properties.add(property(ability, "rssiOffset", "-5"));
        }
        abilities.put(type, ability);
        return ability;
    }

    private ObjectNode property(ObjectNode ability, String type, String value) {
        ObjectNode property =
                newDocument().put("type", type).put("value", value).put("syncedToCrownstone", true);
        property.set("abilityId", ability.get("id"));
        return property;
    }

    private ObjectNode newDocument() {
        String now = Json.time(home.now());
        return Json.object()
                .put("id", home.newId())
                .put("sphereId", sphere.id())
                .put("createdAt", now)
                .put("updatedAt", now);
    }

    private static String macAddress(String random, int uid) {
        String hex = (random + String.format(Locale.ROOT, "%06x", uid)).toUpperCase(Locale.ROOT);
        return String.join(":", hex.split("(?<=\\G..)", 6));
    }
}
