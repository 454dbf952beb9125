package io.crownstone2mqtt.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Crownstone cloud on loopback: the REST interface and the event stream, each on a port of its own. It answers as the
 * real one was recorded to answer, fails as {@link #faults()} says, and keeps what callers did.
 */
public final class SimulatedCloud implements AutoCloseable {
    private final SimulatedHome home;
    private final Traffic traffic = new Traffic();
    private final StreamFaults streamFaults = new StreamFaults();
    private final Tokens tokens;
    private final Faults faults;
    private final Phone phone;
    private final Loopback rest;
    private final Loopback events;
    private final List<Life> lives = new CopyOnWriteArrayList<>();

    private SimulatedCloud(SimulatedHome home, CloudOptions options) throws IOException {
        this.home = home;
        CloudClock clock = home.world().clock();
        this.tokens = new Tokens(clock, options.tokenLifetime());
        this.faults = new Faults(clock, tokens, streamFaults);
        this.phone = new Phone(options.phoneDelayAtLeast(), options.phoneDelayAtMost());
        Switchboard switchboard = new Switchboard(traffic, phone, clock);
        Router router = new Router();
        new UserMethods(home, tokens, faults, traffic).register(router);
        new SphereMethods(home, switchboard).register(router);
        new CrownstoneMethods(home, switchboard).register(router);
        RestServer restServer = new RestServer(new RestApi(home, tokens, router), faults, traffic, clock);
        EventServer eventServer = new EventServer(home, tokens, streamFaults, traffic, options.pingInterval());
        this.rest = serve(options.apiPort(), "simulated-cloud", restServer::handle, phone::close);
        this.events = serve(options.eventsPort(), "simulated-events", eventServer::handle, () -> {
            rest.close();
            phone.close();
        });
    }

    private static Loopback serve(int port, String name, Loopback.Handler handler, Runnable undo) throws IOException {
        try {
            return Loopback.start(port, name, handler);
        } catch (IOException e) {
            undo.run();
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Starts with free ports and the real cloud's times. */
    public static SimulatedCloud start(SimulatedHome home) {
        return start(home, CloudOptions.standard());
    }

    /** Throws UncheckedIOException if a port is taken. */
    public static SimulatedCloud start(SimulatedHome home, CloudOptions options) {
        try {
            return new SimulatedCloud(home, options);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the simulated cloud: " + e.getMessage(), e);
        }
    }

    /** The base of the REST interface, without a slash at its end. */
    public URI apiUrl() {
        return rest.url("/api");
    }

    public URI eventsUrl() {
        return events.url("/sse");
    }

    public SimulatedHome home() {
        return home;
    }

    public Faults faults() {
        return faults;
    }

    public Phone phone() {
        return phone;
    }

    /** The newest 50,000 REST requests, oldest first. */
    public List<RecordedRequest> requests() {
        return traffic.requests.all();
    }

    /** The newest requests for the event stream, oldest first. */
    public List<StreamRequest> streamRequests() {
        return traffic.streams.all();
    }

    public List<SwitchCommand> switchCommands() {
        return traffic.switchCommands.all();
    }

    public List<LoginAttempt> logins() {
        return traffic.logins.all();
    }

    public List<Logout> logouts() {
        return traffic.logouts.all();
    }

    /** Streams that run. One whose client went away counts until the second write after that, so at most two pings. */
    public int openStreams() {
        return streamFaults.connections().size();
    }

    /** Tokens that are neither expired nor logged out. */
    public int aliveTokens() {
        return tokens.alive();
    }

    /**
     * What a client must keep to itself: tokens given out so far, e-mail addresses, hashes of passwords, and Bluetooth
     * keys. For tests that look for them where they do not belong.
     */
    public Set<String> secrets() {
        Stream<String> people = home.users().stream().flatMap(SimulatedUser::secrets);
        Stream<String> keys =
                home.spheres().stream().flatMap(SimulatedCloud::keys).map(SimulatedKey::key);
        return Stream.of(tokens.issued().stream(), people, keys)
                .flatMap(secrets -> secrets)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<SimulatedKey> keys(SimulatedSphere sphere) {
        Stream<SimulatedKey> ofCrownstones = sphere.crownstones().stream().flatMap(each -> each.keys().stream());
        return Stream.concat(sphere.keys().stream(), ofCrownstones);
    }

    /** Lets people walk about and switch by themselves, one step per interval, until the cloud is closed. */
    public SimulatedCloud live(Duration interval) {
        lives.add(Life.start(home, traffic.switchCommands::all, interval));
        return this;
    }

    /** Ends everything at once; clients see their connections break. Can be called again. */
    @Override
    public void close() {
        lives.forEach(Life::close);
        phone.close();
        events.close();
        rest.close();
    }
}
