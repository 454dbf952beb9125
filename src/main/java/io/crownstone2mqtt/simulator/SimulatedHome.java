package io.crownstone2mqtt.simulator;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a simulated cloud knows: accounts and spheres. It may be changed at any time and from any thread; the
 * events that the real cloud would send go to the streams that are open. Ids and made-up values follow from the seed.
 */
public final class SimulatedHome {
    private final World world;
    private final Map<String, SimulatedUser> users = new LinkedHashMap<>();
    private final Map<String, SimulatedSphere> spheres = new LinkedHashMap<>();

    public SimulatedHome() {
        this(1, InstantSource.system());
    }

    public SimulatedHome(long seed, InstantSource time) {
        this.world = new World(seed, new CloudClock(time));
    }

    /** A verified account. The e-mail address is what logs in, in any case; names may be absent. */
    public SimulatedUser addAccount(
            String email, String password, @Nullable String firstName, @Nullable String lastName) {
        return world.read(() -> {
            SimulatedUser user = new SimulatedUser(world, email, password, firstName, lastName);
            users.put(user.id(), user);
            return user;
        });
    }

    /** A sphere without users. Streams that are open will not hear of it: their access was fixed when they began. */
    public SimulatedSphere addSphere(String name) {
        return world.read(() -> {
            SimulatedSphere sphere = new SimulatedSphere(world, this, name);
            spheres.put(sphere.id(), sphere);
            return sphere;
        });
    }

    public List<SimulatedUser> users() {
        return world.read(() -> List.copyOf(users.values()));
    }

    public List<SimulatedSphere> spheres() {
        return world.read(() -> List.copyOf(spheres.values()));
    }

    /** The user with that e-mail address; throws NoSuchElementException if there is none. */
    public SimulatedUser user(String email) {
        return userByEmail(email).orElseThrow(() -> new NoSuchElementException("no user " + email));
    }

    /** The first sphere of that name; throws NoSuchElementException if there is none. */
    public SimulatedSphere sphere(String name) {
        return spheres().stream()
                .filter(sphere -> sphere.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no sphere " + name));
    }

    World world() {
        return world;
    }

    void forget(SimulatedSphere sphere) {
        spheres.remove(sphere.id());
    }

    Optional<SimulatedUser> userByEmail(String email) {
        return users().stream()
                .filter(user -> user.email().equalsIgnoreCase(email))
                .findFirst();
    }

    Optional<SimulatedSphere> sphereById(String id) {
        return world.read(() -> Optional.ofNullable(spheres.get(id)));
    }

    Optional<SimulatedCrownstone> crownstoneById(String id) {
        return spheres().stream()
                .flatMap(sphere -> sphere.crownstoneById(id).stream())
                .findFirst();
    }

    List<SimulatedSphere> spheresOf(SimulatedUser user) {
        return spheres().stream()
                .filter(sphere -> sphere.roleOf(user).isPresent())
                .toList();
    }
}
