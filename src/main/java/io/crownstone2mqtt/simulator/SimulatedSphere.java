package io.crownstone2mqtt.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A sphere: a house with its rooms, Crownstones and people. Its verbs send the events that the real cloud sends. */
public final class SimulatedSphere {
    /** The device that is meant when none is named. */
    static final String PHONE = "phone";

    private final World world;
    private final SimulatedHome home;
    private final String id;
    private final int uid;
    private final String uuid;
    private final String authorizationToken;
    private final Instant createdAt;
    private final List<SimulatedKey> keys;
    private final People people;
    private final Map<SimulatedUser, SphereRole> members = new LinkedHashMap<>();
    private final Map<String, SimulatedCrownstone> crownstones = new LinkedHashMap<>();
    private final Map<String, SimulatedLocation> locations = new LinkedHashMap<>();
    private final ObjectNode details = Json.object();
    private final List<ObjectNode> hubs = new ArrayList<>();
    private Instant updatedAt;
    private String name;
    private int lastCrownstoneUid;
    private int lastLocationUid;
    private int lastCommand;

    SimulatedSphere(World world, SimulatedHome home, String name) {
        this.world = world;
        this.home = home;
        this.name = name;
        this.id = world.newId();
        this.uid = world.number(256);
        this.uuid = UUID.nameUUIDFromBytes(world.hex(32).getBytes(StandardCharsets.US_ASCII))
                .toString();
        this.authorizationToken = world.hex(64);
        this.createdAt = world.now();
        this.updatedAt = createdAt;
        this.people = new People(world, this);
        this.keys = SimulatedKey.create(
                world,
                "ADMIN_KEY",
                "MEMBER_KEY",
                "BASIC_KEY",
                "LOCALIZATION_KEY",
                "SERVICE_DATA_KEY",
                "MESH_APPLICATION_KEY",
                "MESH_NETWORK_KEY");
    }

    public String id() {
        return id;
    }

    public int uid() {
        return uid;
    }

    public String name() {
        return world.read(() -> name);
    }

    public List<SimulatedCrownstone> crownstones() {
        return world.read(() -> List.copyOf(crownstones.values()));
    }

    public List<SimulatedLocation> locations() {
        return world.read(() -> List.copyOf(locations.values()));
    }

    public List<SimulatedUser> users() {
        return world.read(() -> List.copyOf(members.keySet()));
    }

    /** The first Crownstone of that name; throws NoSuchElementException if there is none. */
    public SimulatedCrownstone crownstone(String wanted) {
        return crownstones().stream()
                .filter(crownstone -> crownstone.name().filter(wanted::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no Crownstone " + wanted + " in " + this));
    }

    /** The location of that name; throws NoSuchElementException if there is none. */
    public SimulatedLocation location(String wanted) {
        return locations().stream()
                .filter(location -> location.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no location " + wanted + " in " + this));
    }

    public SimulatedSphere aiName(String assistant) {
        world.change(() -> details.put("aiName", assistant));
        return this;
    }

    /** The zone's name, such as Europe/Amsterdam. */
    public SimulatedSphere timezone(String zone) {
        world.change(() -> details.put("timezone", zone));
        return this;
    }

    /** Degrees north and east. */
    public SimulatedSphere gpsLocation(double latitude, double longitude) {
        world.change(() ->
                details.set("gpsLocation", Json.object().put("lat", latitude).put("lng", longitude)));
        return this;
    }

    /** Gives the user a role without an event, as an invitation that is accepted in the app does. */
    public SimulatedSphere member(SimulatedUser user, SphereRole role) {
        world.change(() -> members.put(user, role));
        return this;
    }

    public void changeRole(SimulatedUser user, SphereRole role) {
        world.change(() -> {
            members.put(user, role);
            world.emit(Events.dataChange(this, "users", "update", user.id(), user.name()));
            world.emit(Events.sphereTokensChanged(this));
        });
    }

    public void removeUser(SimulatedUser user) {
        world.change(() -> {
            members.remove(user);
            people.forget(user);
            world.emit(Events.dataChange(this, "users", "delete", Json.object().put("id", user.id())));
            world.emit(Events.sphereTokensChanged(this));
        });
    }

    public void invite(String email) {
        world.change(() -> world.emit(Events.invitationChange(this, "invited", email)));
    }

    public void revokeInvitation(String email) {
        world.change(() -> world.emit(Events.invitationChange(this, "invitationRevoked", email)));
    }

    public SimulatedLocation addLocation(String locationName) {
        return addLocation(locationName, null, null);
    }

    public SimulatedLocation addLocation(String locationName, @Nullable String icon, @Nullable String stockPicture) {
        return world.read(() -> {
            SimulatedLocation location =
                    new SimulatedLocation(world, this, ++lastLocationUid, locationName, icon, stockPicture);
            locations.put(location.id(), location);
            location.changed("create");
            return location;
        });
    }

    /** The cloud's uids end at 255; a simulated sphere may be larger, for tests under load. */
    public SimulatedCrownstone addCrownstone(CrownstoneSpec spec) {
        return world.read(() -> {
            SimulatedCrownstone crownstone = new SimulatedCrownstone(world, this, ++lastCrownstoneUid, spec);
            crownstones.put(crownstone.id(), crownstone);
            crownstone.changed("create");
            return crownstone;
        });
    }

    public void addHub(String hubName, String localAddress) {
        world.change(() -> {
            hubs.add(SphereView.hub(this, world.newId(), hubName, localAddress, world.now()));
            world.emit(Events.sphereTokensChanged(this));
        });
    }

    public void rename(String newName) {
        world.change(() -> {
            name = newName;
            changed("update");
        });
    }

    /** Deletes the sphere. Streams that were open before still hear of it. */
    public void remove() {
        world.change(() -> {
            home.forget(this);
            changed("delete");
        });
    }

    /** A device of the user comes into the sphere; its room is not known yet. */
    public void enter(SimulatedUser user, String device) {
        people.enterSphere(user, device);
    }

    public void enter(SimulatedUser user) {
        enter(user, PHONE);
    }

    /** A device of the user leaves the sphere; the event comes even if another device of the user stays. */
    public void exit(SimulatedUser user, String device) {
        people.exitSphere(user, device);
    }

    public void exit(SimulatedUser user) {
        exit(user, PHONE);
    }

    /** The cloud's presence time-out: the device is not counted any more, and no event says so. */
    public void forget(SimulatedUser user, String device) {
        people.forget(user, device);
    }

    public void forget(SimulatedUser user) {
        people.forget(user);
    }

    void forget(SimulatedCrownstone crownstone) {
        crownstones.remove(crownstone.id());
    }

    void forget(SimulatedLocation location) {
        locations.remove(location.id());
    }

    /** Sends the command to everybody who streams the sphere; nothing is switched by that. */
    void command(List<SwitchPacket> packets) {
        world.change(() -> world.emit(
                Events.multiSwitch(this, packets, ++lastCommand, world.now().toEpochMilli())));
    }

    People people() {
        return people;
    }

    Optional<SimulatedCrownstone> crownstoneById(String crownstoneId) {
        return world.read(() -> Optional.ofNullable(crownstones.get(crownstoneId)));
    }

    Optional<SimulatedLocation> locationById(@Nullable String locationId) {
        return world.read(() -> Optional.ofNullable(locationId).map(locations::get));
    }

    Optional<SphereRole> roleOf(SimulatedUser user) {
        return world.read(() -> Optional.ofNullable(members.get(user)));
    }

    Set<SimulatedUser> members() {
        return members.keySet();
    }

    List<SimulatedKey> keys() {
        return keys;
    }

    List<ObjectNode> hubs() {
        return hubs;
    }

    String authorizationToken() {
        return authorizationToken;
    }

    ObjectNode reference() {
        return Json.object().put("id", id).put("name", name).put("uid", uid);
    }

    ObjectNode json() {
        return Json.object()
                .put("name", name)
                .put("uid", uid)
                .put("uuid", uuid)
                .setAll(details)
                .put("exitDelay", 600)
                .put("id", id)
                .put("createdAt", Json.time(createdAt))
                .put("updatedAt", Json.time(updatedAt));
    }

    private void changed(String operation) {
        updatedAt = world.now();
        world.emit(Events.dataChange(this, "spheres", operation, id, name));
    }

    @Override
    public String toString() {
        return name() + " (" + id + ")";
    }
}
