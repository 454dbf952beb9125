package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Crownstone cloud for one account, blocking. Logs in when first needed, renews the login before it ends. May be
 * used by any number of threads at once. Every function throws {@link CloudException} and nothing else, within
 * {@link CloudOptions.Limits#requestTimeout}.
 *
 * <p>The short way: {@link #login}, then find a thing by its name and ask or tell it directly.
 *
 * {@snippet :
 * try (var cloud = CrownstoneCloud.login(email, password)) {
 *     cloud.crownstone("Lamp").setBrightness(20);
 *     cloud.scene("Bedtime").activate();
 *     SphereKeys keys = cloud.sphere("Home").keys();
 * }
 * }
 *
 * <p>Things are found in the home as it was last read: the first search reads everything, and so does
 * {@link #synchronize()} whenever news is wanted. The functions that take ids read and switch without any search.
 */
public final class CrownstoneCloud implements AutoCloseable {
    private final AccountClient account;
    private final CloudApi calls;
    private final EnergyApi energy;
    private final DoubleSupplier part;
    private final @Nullable CloudHttp ownHttp;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /** Logs in to the public cloud. */
    public static CrownstoneCloud login(String email, String password) {
        return login(email, password, CloudOptions.publicCloud());
    }

    /** Logs in to another cloud, or in another way. */
    public static CrownstoneCloud login(String email, String password, CloudOptions options) {
        return loggedIn(withOwnHttp(Credentials.ofPassword(email, password), options));
    }

    /**
     * Logs in over connections that several accounts share.
     *
     * @param http not closed by this
     */
    public static CrownstoneCloud login(String email, String password, CloudHttp http) {
        return loggedIn(new CrownstoneCloud(http, Credentials.ofPassword(email, password)));
    }

    private static CrownstoneCloud loggedIn(CrownstoneCloud cloud) {
        try {
            cloud.login();
            return cloud;
        } catch (CloudException e) {
            cloud.close();
            throw e;
        }
    }

    /** Makes no request yet; closes its connections with itself. */
    static CrownstoneCloud withOwnHttp(Credentials credentials, CloudOptions options) {
        CloudHttp http = new CloudHttp(options);
        return new CrownstoneCloud(http, credentials, options, InstantSource.system(), CrownstoneCloud::chance, http);
    }

    /**
     * With the options of those connections and the system's clock. Makes no request yet.
     *
     * @param http shared with other accounts; not closed by this
     */
    public CrownstoneCloud(CloudHttp http, Credentials credentials) {
        this(http, credentials, http.options(), InstantSource.system());
    }

    /**
     * Makes no request yet.
     *
     * @param http shared with other accounts; not closed by this
     */
    public CrownstoneCloud(CloudHttp http, Credentials credentials, CloudOptions options, InstantSource clock) {
        this(http, credentials, options, clock, CrownstoneCloud::chance);
    }

    CrownstoneCloud(
            CloudHttp http, Credentials credentials, CloudOptions options, InstantSource clock, DoubleSupplier part) {
        this(http, credentials, options, clock, part, null);
    }

    private CrownstoneCloud(
            CloudHttp http,
            Credentials credentials,
            CloudOptions options,
            InstantSource clock,
            DoubleSupplier part,
            @Nullable CloudHttp ownHttp) {
        account = new AccountClient(http, options, credentials, clock);
        calls = new CloudApi(account);
        energy = new EnergyApi(account);
        this.part = part;
        this.ownHttp = ownHttp;
    }

    private static double chance() {
        return Backoff.part(ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The Crownstone of that name.
     *
     * @param name in any case of letters
     * @throws CloudException if none or several have that name: then look in one sphere, or by id in {@link #home}
     */
    public CloudCrownstone crownstone(String name) {
        return new CloudCrownstone(this, Finder.in(home()).crownstone(name).orElseThrow(CloudException::new));
    }

    /**
     * The sphere of that name.
     *
     * @param name in any case of letters
     * @throws CloudException if none or several have that name
     */
    public CloudSphere sphere(String name) {
        return new CloudSphere(this, Finder.in(home()).sphere(name).orElseThrow(CloudException::new));
    }

    /**
     * The scene of that name.
     *
     * @param name in any case of letters
     * @throws CloudException if none or several have that name: then look in one sphere, or by id in {@link #home}
     */
    public CloudScene scene(String name) {
        return new CloudScene(this, Finder.in(home()).scene(name).orElseThrow(CloudException::new));
    }

    /** All spheres. */
    public List<CloudSphere> spheres() {
        return home().spheres().values().stream()
                .map(sphere -> new CloudSphere(this, sphere))
                .toList();
    }

    /** The home as it was last read; reads everything if nothing was looked for before. */
    public Home home() {
        return within(calls::home);
    }

    /**
     * All spheres with all Crownstones and locations. The snapshot says which of them lack their users, who is there, their
     * scenes or their hubs.
     */
    public HomeSnapshot synchronize() {
        return within(calls::synchronize);
    }

    /** One sphere with everything in it; fails if any part of it cannot be read. */
    public Sphere synchronize(SphereId sphere) {
        return within(call -> calls.synchronize(sphere, call));
    }

    /** One sphere, if need be without its users, who is there, its scenes or its hubs. */
    public SphereSnapshot snapshot(SphereId sphere) {
        return within(call -> calls.snapshot(sphere, call));
    }

    /** The stored states of a sphere's Crownstones; those that never reported one are not in it. */
    public Map<CrownstoneId, SwitchState> switchStates(SphereId sphere) {
        return within(call -> calls.switchStates(sphere, call));
    }

    /** The rooms of a sphere ({@code GET /Spheres/{id}/ownedLocations}). */
    public Map<LocationId, Location> locations(SphereId sphere) {
        return within(call -> calls.locations(sphere, call));
    }

    /**
     * Whether the owner of a sphere lets its hub upload readings of the energy meters
     * ({@code GET /spheres/{id}/energyUsageCollectionPermission} of the second API).
     */
    public boolean collectsEnergy(SphereId sphere) {
        return within(call -> energy.isCollected(sphere, call));
    }

    /**
     * The readings of a sphere's energy meters of today: hourly ones and the newest of each Crownstone
     * ({@code GET /spheres/{id}/energyUsage} of the second API). Not for guests.
     */
    public MeterReadings meterReadings(SphereId sphere) {
        return within(call -> energy.today(sphere, call));
    }

    EnergyApi energy() {
        return energy;
    }

    /** Who is in a sphere, as {@code GET /Spheres/{id}/presentPeople} tells. */
    public Presence presence(SphereId sphere) {
        return within(call -> calls.presence(sphere, call));
    }

    /**
     * Asks for a Crownstone to be switched ({@code POST /Stones/{id}/switch}). The cloud passes it on to phones and hubs
     * in range: that this returns does not mean that it was switched.
     */
    public void switchCrownstone(CrownstoneId crownstone, SwitchCommand command) {
        within(call -> done(() -> calls.switchCrownstone(crownstone, command, call)));
    }

    /**
     * The same for a Crownstone that was read before. What it cannot do, such as to dim, is
     * {@link CloudProblem.AbilityMissing} without any request.
     */
    public void switchCrownstone(Crownstone crownstone, SwitchCommand command) {
        CloudProblem objection = crownstone.objection(command);
        if (objection != null) {
            throw new CloudException(objection);
        }
        switchCrownstone(crownstone.id(), command);
    }

    /** The same for many of one sphere in one request, all or none ({@code POST /Spheres/{id}/switchCrownstones}). */
    public void switchCrownstones(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands) {
        within(call -> done(() -> calls.switchCrownstones(sphere, commands, call)));
    }

    /**
     * Asks for all Crownstones of a scene to be switched, with that one request. A scene without any that can be switched
     * is {@link CloudProblem.AbilityMissing} without any request.
     *
     * @param sphere as it was read before, with that scene
     */
    public void activate(Sphere sphere, Scene scene) {
        CloudProblem objection = scene.objection(sphere);
        if (objection != null) {
            throw new CloudException(objection);
        }
        switchCrownstones(sphere.id(), scene.commands(sphere));
    }

    /**
     * The Bluetooth keys of one sphere or all ({@code GET /users/{id}/keysV2}).
     *
     * @param sphere null for all
     */
    public List<SphereKeys> keys(@Nullable SphereId sphere) {
        return within(call -> calls.keys(sphere, call));
    }

    /** Logs in unless that was done already. */
    public void login() {
        within(call -> account.session().token(call));
    }

    /** When the login that is used now was made; empty without one. Makes no request. */
    public Optional<Instant> loggedInSince() {
        return Optional.ofNullable(account.session().since());
    }

    /** Logs out if logged in; never throws. The next function that needs it logs in again. */
    public void logout() {
        AccessToken token = account.session().forget();
        if (token != null) {
            account.logoutNow(token);
        }
    }

    /**
     * Starts to listen to the account's event stream, on a thread of its own, until that is closed.
     *
     * @param listener called from that thread only
     */
    public EventStream openEvents(EventStreamListener listener) {
        EventStream stream = new EventStream(account, listener, part);
        streams.add(stream);
        stream.start();
        return stream;
    }

    /** Ends the event streams and whatever is under way, and logs out; never throws. */
    @Override
    public void close() {
        streams.forEach(EventStream::close);
        account.close();
        logout();
        if (ownHttp != null) {
            ownHttp.close();
        }
    }

    /** That account's calls, for the asynchronous face. */
    AccountClient account() {
        return account;
    }

    CloudApi calls() {
        return calls;
    }

    private <T> T within(Function<CloudCall, T> function) {
        CloudCall call = account.newCall();
        try {
            return function.apply(call);
        } finally {
            account.ended(call);
        }
    }

    private static Boolean done(Runnable function) {
        function.run();
        return true;
    }
}
