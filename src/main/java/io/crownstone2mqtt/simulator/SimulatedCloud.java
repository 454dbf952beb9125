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
import tools.jackson.databind.JsonNode;

/**
 * A Crownstone cloud on loopback: its two APIs and the event stream, each on a port of its own. It answers as the
 * real one was recorded to answer, fails as {@link #faults()} says, and keeps what callers did.
 */
public final class SimulatedCloud implements AutoCloseable {
    private final SimulatedHome home;
    private final Traffic traffic = new Traffic();
    private final AccessTokens tokens;
    private final CloudFaults faults;
    private final Phone phone;
    private final LoopbackServer rest;
    private final LoopbackServer events;
    private final RestServer apiV2;
    private volatile LoopbackServer restV2;
    private final List<Runnable> closers = new CopyOnWriteArrayList<>();

    private SimulatedCloud(SimulatedHome home, SimulatorOptions options) throws IOException {
        this.home = home;
        this.tokens = new AccessTokens(home, options.tokenLifetime());
        this.faults = new CloudFaults(home, tokens);
        this.phone = new Phone(options.phoneDelayAtLeast(), options.phoneDelayAtMost());
        RestMethods methods = new RestMethods(home, tokens, faults, traffic, phone);
        RestServer restServer = new RestServer(methods.api(), home, faults, traffic);
        EventServer eventServer = new EventServer(home, tokens, faults, traffic, options.pingInterval());
        closers.add(phone::close);
        this.rest = serve(options.apiPort(), "simulated-cloud", restServer::handle);
        this.events = serve(options.eventsPort(), "simulated-events", eventServer::handle);
        this.apiV2 = new RestServer(new EnergyMethods(home, tokens).api(), home, faults, traffic);
        this.restV2 = serve(options.apiV2Port(), "simulated-cloud-v2", apiV2::handle);
    }

    /** Whether the server of the second API is there; if not, connections to it are refused. */
    public void apiV2Runs(boolean runs) {
        restV2.close();
        if (runs) {
            try {
                restV2 = serve(apiV2Url().getPort(), "simulated-cloud-v2", apiV2::handle);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LoopbackServer serve(int port, String name, LoopbackServer.Exchanges exchanges) throws IOException {
        try {
            LoopbackServer server = LoopbackServer.start(port, name, exchanges);
            closers.add(server::close);
            return server;
        } catch (IOException e) {
            close();
            throw new IOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Starts with free ports and the real cloud's times. */
    public static SimulatedCloud start(SimulatedHome home) {
        return start(home, SimulatorOptions.standard());
    }

    /** Throws UncheckedIOException if a port is taken. */
    public static SimulatedCloud start(SimulatedHome home, SimulatorOptions options) {
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

    /** The base of the second API, without a slash at its end: the energy of the spheres. */
    public URI apiV2Url() {
        return restV2.url("/api");
    }

    public URI eventsUrl() {
        return events.url("/sse");
    }

    public SimulatedHome home() {
        return home;
    }

    public CloudFaults faults() {
        return faults;
    }

    public Phone phone() {
        return phone;
    }

    /** The newest 50,000 REST requests, oldest first. */
    public List<Traffic.RecordedRequest> requests() {
        return traffic.requests.all();
    }

    /** The newest requests for the event stream, oldest first. */
    public List<Traffic.StreamRequest> streamRequests() {
        return traffic.streams.all();
    }

    public List<SwitchPacket> switchCommands() {
        return traffic.switchCommands.all();
    }

    public List<Traffic.LoginAttempt> logins() {
        return traffic.logins.all();
    }

    public List<Traffic.Logout> logouts() {
        return traffic.logouts.all();
    }

    /** Streams that run. One whose client went away counts until the second write after that, so at most two pings. */
    public int openStreams() {
        return faults.stream().openStreams.size();
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
        return home.read(() -> {
            Stream<String> people = home.users().stream().flatMap(user -> Stream.of(user.email(), user.passwordHash()));
            Stream<String> keys = home.spheres().stream().flatMap(SimulatedCloud::keys);
            return Stream.of(tokens.issued().stream(), people, keys)
                    .flatMap(secrets -> secrets)
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    private static Stream<String> keys(SimulatedSphere sphere) {
        Stream<JsonNode> ofCrownstones =
                sphere.crownstones.values().stream().flatMap(crownstone -> crownstone.keys.valueStream());
        return Stream.concat(sphere.keys.valueStream(), ofCrownstones)
                .map(key -> key.path("key").stringValue());
    }

    /** Lets people walk about and switch by themselves, one step per interval, until the cloud is closed. */
    public SimulatedCloud live(Duration interval) {
        closers.add(Residents.start(home, traffic.switchCommands::all, interval)::close);
        return this;
    }

    /** Ends everything at once; clients see their connections break. Can be called again. */
    @Override
    public void close() {
        closers.reversed().forEach(Runnable::run);
    }
}
