package io.crownstone2mqtt.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sphere: a house with its rooms, Crownstones and people. Its methods send the events that the real cloud sends. */
public final class SimulatedSphere extends SimulatedThing {
    /** The device that is meant when none is named. */
    static final String PHONE = "phone";

    final Map<SimulatedUser, SphereRole> members = new LinkedHashMap<>();
    final Map<String, SimulatedCrownstone> crownstones = new LinkedHashMap<>();
    final Map<String, SimulatedLocation> locations = new LinkedHashMap<>();
    final Map<String, SimulatedHub> hubs = new LinkedHashMap<>();
    final Map<String, SimulatedScene> scenes = new LinkedHashMap<>();
    final PresentDevices devices = new PresentDevices(this);
    final EnergyReadings energy = new EnergyReadings(this);
    final String authorizationToken;
    final ArrayNode keys;
    private int lastCrownstoneUid;
    private int lastLocationUid;
    private int lastCommand;

    SimulatedSphere(SimulatedHome home, String name) {
        super(home, Json.object().put("name", name));
        document.put("uid", home.number(256))
                .put(
                        "uuid",
                        UUID.nameUUIDFromBytes(home.hex(32).getBytes(StandardCharsets.US_ASCII))
                                .toString())
                .put("exitDelay", 600);
        authorizationToken = home.hex(64);
        keys = home.newKeys(
                "ADMIN_KEY",
                "MEMBER_KEY",
                "BASIC_KEY",
                "LOCALIZATION_KEY",
                "SERVICE_DATA_KEY",
                "MESH_APPLICATION_KEY",
                "MESH_NETWORK_KEY");
    }

    public int uid() {
        return number("uid");
    }

    public String name() {
        return String.valueOf(text("name"));
    }

    public List<SimulatedCrownstone> crownstones() {
        return home.read(() -> List.copyOf(crownstones.values()));
    }

    public List<SimulatedLocation> locations() {
        return home.read(() -> List.copyOf(locations.values()));
    }

    public List<SimulatedUser> users() {
        return home.read(() -> List.copyOf(members.keySet()));
    }

    /** The first Crownstone of that name; throws NoSuchElementException if there is none. */
    public SimulatedCrownstone crownstone(String wanted) {
        return named(wanted, crownstones);
    }

    /** The location of that name; throws NoSuchElementException if there is none. */
    public SimulatedLocation location(String wanted) {
        return named(wanted, locations);
    }

    /** The scene of that name; throws NoSuchElementException if there is none. */
    public SimulatedScene scene(String wanted) {
        return named(wanted, scenes);
    }

    /** The hub of that name; throws NoSuchElementException if there is none. */
    public SimulatedHub hub(String wanted) {
        return named(wanted, hubs);
    }

    private <T extends SimulatedThing> T named(String wanted, Map<String, T> things) {
        return home.read(() -> things.values().stream()
                .filter(thing -> wanted.equals(thing.text("name")))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("nothing named " + wanted + " in " + this)));
    }

    public SimulatedSphere aiName(String assistant) {
        home.change(() -> document.put("aiName", assistant));
        return this;
    }

    /** The zone's name, such as Europe/Amsterdam. */
    public SimulatedSphere timezone(String zone) {
        home.change(() -> document.put("timezone", zone));
        return this;
    }

    /** Degrees north and east. */
    public SimulatedSphere gpsLocation(double latitude, double longitude) {
        home.change(() -> document.putObject("gpsLocation").put("lat", latitude).put("lng", longitude));
        return this;
    }

    /** Gives the user a role without an event, as an invitation that is accepted in the app does. */
    public SimulatedSphere member(SimulatedUser user, SphereRole role) {
        home.change(() -> members.put(user, role));
        return this;
    }

    public void changeRole(SimulatedUser user, SphereRole role) {
        home.change(() -> {
            members.put(user, role);
            ObjectNode item = Json.object().put("id", user.id()).put("name", user.name());
            home.send(this, Events.dataChange(this, "users", "update", item));
            home.send(this, Events.sphereTokensChanged(this));
        });
    }

    public void removeUser(SimulatedUser user) {
        home.change(() -> {
            members.remove(user);
            devices.remove(user);
            home.send(
                    this,
                    Events.dataChange(this, "users", "delete", Json.object().put("id", user.id())));
            home.send(this, Events.sphereTokensChanged(this));
        });
    }

    public void invite(String email) {
        home.change(() -> home.send(this, Events.invitationChange(this, "invited", email)));
    }

    public void revokeInvitation(String email) {
        home.change(() -> home.send(this, Events.invitationChange(this, "invitationRevoked", email)));
    }

    public SimulatedLocation addLocation(String locationName) {
        return addLocation(locationName, null, null);
    }

    public SimulatedLocation addLocation(String locationName, @Nullable String icon, @Nullable String stockPicture) {
        return home.read(() -> {
            SimulatedLocation location =
                    new SimulatedLocation(this, ++lastLocationUid, locationName, icon, stockPicture);
            locations.put(location.id(), location);
            location.changed("create");
            return location;
        });
    }

    /** The cloud's uids end at 255; a simulated sphere may be larger, for tests under load. */
    public SimulatedCrownstone addCrownstone(CrownstoneSpec spec) {
        return home.read(() -> {
            SimulatedCrownstone crownstone = new SimulatedCrownstone(this, ++lastCrownstoneUid, spec);
            crownstones.put(crownstone.id(), crownstone);
            crownstone.changed("create");
            return crownstone;
        });
    }

    /** A hub that runs. */
    public SimulatedHub addHub(String hubName, String localAddress) {
        return home.read(() -> {
            energy.upload();
            SimulatedHub hub = new SimulatedHub(this, hubName, localAddress);
            hubs.put(hub.id(), hub);
            home.send(this, Events.sphereTokensChanged(this));
            return hub;
        });
    }

    /** A scene as today's app stores it: levels of 0 to 100, by Crownstone. */
    public SimulatedScene addScene(String sceneName, Map<SimulatedCrownstone, Integer> levels) {
        ObjectNode data = Json.object();
        levels.forEach((crownstone, level) -> data.put(Integer.toString(crownstone.uid()), level));
        return addScene(sceneName, JsonNodeFactory.instance.stringNode(Json.text(data)));
    }

    /** A scene with any data, such as the object that older rows hold. */
    public SimulatedScene addScene(String sceneName, JsonNode data) {
        return home.read(() -> {
            SimulatedScene scene = new SimulatedScene(this, sceneName, data);
            scenes.put(scene.id(), scene);
            return scene;
        });
    }

    /** Whether the owner permits that hubs upload meter readings; without a call it is not. What was uploaded stays. */
    public SimulatedSphere permitEnergyCollection(boolean permitted) {
        home.change(() -> energy.permit(permitted));
        return this;
    }

    /** Pretends that the meters count and a hub uploads since then already. */
    public void meteredSince(Instant time) {
        home.change(() -> {
            energy.uploadSince(time);
            crownstones.values().stream()
                    .map(crownstone -> crownstone.meter)
                    .filter(Objects::nonNull)
                    .forEach(meter -> meter.restart(0, time));
        });
    }

    boolean hasRunningHub() {
        return home.read(() -> hubs.values().stream().anyMatch(SimulatedHub::isRunning));
    }

    public void rename(String newName) {
        setText("name", newName);
    }

    /** Deletes the sphere. Streams that were open before still receive the event. */
    public void remove() {
        home.change(() -> {
            home.remove(this);
            changed("delete");
        });
    }

    /** A device of the user comes into the sphere; its room is not known yet. */
    public void enter(SimulatedUser user, String device) {
        devices.enterSphere(user, device);
    }

    public void enter(SimulatedUser user) {
        enter(user, PHONE);
    }

    /** A device of the user leaves the sphere; the event comes even if another device of the user stays. */
    public void exit(SimulatedUser user, String device) {
        devices.exitSphere(user, device);
    }

    public void exit(SimulatedUser user) {
        exit(user, PHONE);
    }

    /** The cloud's presence time-out: the device is not counted any more, and no event says so. */
    public void forget(SimulatedUser user, String device) {
        devices.remove(user, device);
    }

    public void forget(SimulatedUser user) {
        devices.remove(user);
    }

    /** Sends the command to everybody who streams the sphere; nothing is switched by that. */
    void sendCommand(List<SwitchPacket> packets) {
        home.change(() -> home.send(this, Events.multiSwitch(this, packets, ++lastCommand)));
    }

    Optional<SimulatedCrownstone> crownstoneById(String crownstoneId) {
        return home.read(() -> Optional.ofNullable(crownstones.get(crownstoneId)));
    }

    Optional<SimulatedLocation> locationById(String locationId) {
        return home.read(() -> Optional.ofNullable(locations.get(locationId)));
    }

    Optional<SphereRole> roleOf(SimulatedUser user) {
        return home.read(() -> Optional.ofNullable(members.get(user)));
    }

    @Override
    void changed(String operation) {
        super.changed(operation);
        home.send(this, Events.dataChange(this, "spheres", operation, Events.idAndName(this)));
    }
}
