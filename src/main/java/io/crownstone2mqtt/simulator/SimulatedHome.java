package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Everything that a simulated cloud knows: accounts and spheres. It may be changed at any time and from any thread; the
 * events that the real cloud would send go to the streams that are open. Ids and made-up values follow from the seed.
 */
public final class SimulatedHome {
    /** Receives each event under the home's lock, in the order of the changes: it may only queue. */
    @FunctionalInterface
    interface EventReceiver {
        void event(String sphereId, String json);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<EventReceiver> receivers = new CopyOnWriteArrayList<>();
    private final Map<String, SimulatedUser> users = new LinkedHashMap<>();
    private final Map<String, SimulatedSphere> spheres = new LinkedHashMap<>();
    private final InstantSource time;
    private final Random random;
    private final long seed;
    private volatile Duration clockSkew = Duration.ZERO;
    private int lastId;

    public SimulatedHome() {
        this(1, InstantSource.system());
    }

    public SimulatedHome(long seed, InstantSource time) {
        this.seed = seed;
        this.random = new Random(seed);
        this.time = time;
    }

    /** A verified account. The e-mail address is what logs in, in any case; names may be absent. */
    public SimulatedUser addAccount(
            String email, String password, @Nullable String firstName, @Nullable String lastName) {
        return read(() -> {
            SimulatedUser user = new SimulatedUser(this, email, password, firstName, lastName);
            users.put(user.id(), user);
            return user;
        });
    }

    /** A sphere without users. Streams that are open will not receive its events: their access was fixed when they began. */
    public SimulatedSphere addSphere(String name) {
        return read(() -> {
            SimulatedSphere sphere = new SimulatedSphere(this, name);
            spheres.put(sphere.id(), sphere);
            return sphere;
        });
    }

    public List<SimulatedUser> users() {
        return read(() -> List.copyOf(users.values()));
    }

    public List<SimulatedSphere> spheres() {
        return read(() -> List.copyOf(spheres.values()));
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

    Optional<SimulatedUser> userByEmail(String email) {
        return users().stream()
                .filter(user -> user.email().equalsIgnoreCase(email))
                .findFirst();
    }

    Optional<SimulatedSphere> sphereById(String id) {
        return read(() -> Optional.ofNullable(spheres.get(id)));
    }

    List<SimulatedSphere> spheresOf(SimulatedUser user) {
        return spheres().stream()
                .filter(sphere -> sphere.roleOf(user).isPresent())
                .toList();
    }

    void remove(SimulatedSphere sphere) {
        spheres.remove(sphere.id());
    }

    /** The cloud's clock, in whole milliseconds. It may be wrong, or moved on to let tokens expire. */
    Instant now() {
        return time.instant().plus(clockSkew).truncatedTo(ChronoUnit.MILLIS);
    }

    void clockSkew(Duration ahead) {
        clockSkew = ahead;
    }

    <T extends @Nullable Object> T read(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }

    void change(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    void listen(EventReceiver receiver) {
        receivers.add(receiver);
    }

    void stopListening(EventReceiver receiver) {
        receivers.remove(receiver);
    }

    /** Serialised once, however many receive it. */
    void send(SimulatedSphere sphere, JsonNode event) {
        String json = Json.text(event);
        receivers.forEach(receiver -> receiver.event(sphere.id(), json));
    }

    /** 24 hex digits; the counter is at the end, so that the last six differ too. */
    String newId() {
        return read(() -> String.format(Locale.ROOT, "6b028fa7%010x%06x", seed & 0xff_ffff_ffffL, ++lastId));
    }

    String hex(int digits) {
        return read(() -> {
            StringBuilder text = new StringBuilder(digits);
            while (text.length() < digits) {
                text.append(Character.forDigit(random.nextInt(16), 16));
            }
            return text.toString();
        });
    }

    int number(int bound) {
        return read(() -> random.nextInt(bound));
    }

    /** Documents of new Bluetooth keys. */
    ArrayNode newKeys(String... keyTypes) {
        ArrayNode keys = Json.array();
        for (String keyType : keyTypes) {
            keys.addObject()
                    .put("id", newId())
                    .put("keyType", keyType)
                    .put("key", hex(32))
                    .put("ttl", 0)
                    .put("createdAt", Json.time(now()));
        }
        return keys;
    }
}
