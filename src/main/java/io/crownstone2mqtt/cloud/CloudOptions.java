package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the cloud is reached.
 *
 * @param url base address of the REST API, for example {@code https://cloud.ownstone.org/api}; an ending slash is cut
 * @param eventsUrl address of the event stream, for example {@code https://events.ownstone.org/sse}
 * @param projectName what the cloud's maintainers see in their logs: {@code crownstone2mqtt-<version>}
 * @param tls whom to trust; null: the certificates of the Java runtime
 * @param proxy on the way to the REST API; null: none
 * @param eventsProxy on the way to the event stream; null: none
 * @param energy where meter readings are; null: they are not asked for
 */
public record CloudOptions(
        URI url,
        URI eventsUrl,
        String projectName,
        @Nullable TlsOptions tls,
        @Nullable Proxy proxy,
        @Nullable Proxy eventsProxy,
        @Nullable EnergyOptions energy,
        Limits limits) {

    /**
     * The cloud's second API, which has the readings of the energy meters.
     *
     * @param url base address, for example {@code https://next.ownstone.org/api}; an ending slash is cut
     * @param proxy on the way to it; null: none
     */
    public record EnergyOptions(URI url, @Nullable Proxy proxy) {
        public EnergyOptions {
            url = checked(URI.create(url.toString().replaceFirst("/+$", "")));
        }
    }

    /**
     * Whom to trust, and who we are.
     *
     * @param verifyHostname whether the cloud's certificate must be for its host name
     */
    public record TlsOptions(SSLContext context, boolean verifyHostname) {}

    /**
     * An HTTP proxy. What is encrypted goes through it by CONNECT.
     *
     * @param url {@code http://host:port}
     * @param username for Basic authentication; null: none
     * @param password null with a user name: an empty one
     * @param setting where it can be corrected, for messages
     */
    public record Proxy(
            URI url, @Nullable String username, @Nullable String password, String setting) {
        private static final int USUAL_PORT = 80;

        public Proxy {
            if (!"http".equalsIgnoreCase(url.getScheme())) {
                throw new IllegalArgumentException("a proxy's address must begin with http://");
            }
            Endpoint.of(url, USUAL_PORT);
        }

        /** One that wants no login. */
        public static Proxy of(URI url) {
            return new Proxy(url, null, null, "its address");
        }

        public Proxy withLogin(String user, String secret) {
            return new Proxy(url, user, secret, setting);
        }

        Endpoint endpoint() {
            return Endpoint.of(url, USUAL_PORT);
        }

        /** Without the login. */
        @Override
        public String toString() {
            return "the proxy http://" + endpoint();
        }
    }

    /**
     * How long, how many and how much.
     *
     * @param requestTimeout the longest that one call may take in all, however many requests it needs; above 0
     * @param parallelRequests how many requests of one account may be under way at once while it reads; at least 1
     * @param eventsWatchdog an event stream that says nothing for that long is dead; the cloud pings every 30 s
     * @param longestPause before the event stream is tried again; the pauses grow to it from 2 s, a part of each is left
     *     to chance
     * @param maxAnswerBytes an answer above that size (after decompression) is given up
     */
    public record Limits(
            Duration requestTimeout,
            int parallelRequests,
            Duration eventsWatchdog,
            Duration longestPause,
            int maxAnswerBytes) {
        public Limits {
            if (!requestTimeout.isPositive() || !eventsWatchdog.isPositive() || !longestPause.isPositive()) {
                throw new IllegalArgumentException("a time must be above 0");
            }
            if (parallelRequests < 1 || maxAnswerBytes < 1) {
                throw new IllegalArgumentException("a limit must be at least 1");
            }
        }

        /**
         * 20 s for a call, 48 requests at once, 75 s of silence, pauses up to 5 min, answers up to 16 MB. 10,000 Crownstones
         * are 9 MB; reading twice the limit must fit into the small heap of the service.
         */
        public static Limits usual() {
            return new Limits(
                    Duration.ofSeconds(20), 48, Duration.ofSeconds(75), Duration.ofMinutes(5), 16 * 1024 * 1024);
        }
    }

    private static final String PROJECT = "crownstone2mqtt-";
    private static final URI PUBLIC_URL = URI.create("https://cloud.ownstone.org/api");
    private static final URI PUBLIC_EVENTS_URL = URI.create("https://events.ownstone.org/sse");

    private static final URI PUBLIC_ENERGY_URL = URI.create("https://next.ownstone.org/api");

    public CloudOptions {
        url = checked(URI.create(url.toString().replaceFirst("/+$", "")));
        eventsUrl = checked(eventsUrl);
    }

    /** The public cloud, with the usual limits, the certificates of the Java runtime, and no proxy. */
    public static CloudOptions publicCloud() {
        return of(PUBLIC_URL, PUBLIC_EVENTS_URL).withEnergy(new EnergyOptions(PUBLIC_ENERGY_URL, null));
    }

    /** Another cloud, with the same defaults. */
    public static CloudOptions of(URI url, URI eventsUrl) {
        String version = CloudOptions.class.getPackage().getImplementationVersion();
        return of(url, eventsUrl, version == null ? "unknown" : version);
    }

    /**
     * The same for a program that has a version of its own.
     *
     * @param version what the cloud's maintainers see in their logs
     */
    public static CloudOptions of(URI url, URI eventsUrl, String version) {
        return new CloudOptions(url, eventsUrl, PROJECT + version, null, null, null, null, Limits.usual());
    }

    public CloudOptions withTls(@Nullable TlsOptions other) {
        return new CloudOptions(url, eventsUrl, projectName, other, proxy, eventsProxy, energy, limits);
    }

    private CloudOptions with(Limits others) {
        return new CloudOptions(url, eventsUrl, projectName, tls, proxy, eventsProxy, energy, others);
    }

    /** The same one for requests and events; null: none. The environment is not looked at. */
    public CloudOptions withProxy(@Nullable Proxy other) {
        return withProxies(other, other);
    }

    public CloudOptions withProxies(@Nullable Proxy ofRequests, @Nullable Proxy ofEvents) {
        return new CloudOptions(url, eventsUrl, projectName, tls, ofRequests, ofEvents, energy, limits);
    }

    public CloudOptions withEnergy(@Nullable EnergyOptions other) {
        return new CloudOptions(url, eventsUrl, projectName, tls, proxy, eventsProxy, other, limits);
    }

    /** The one on the way to that address of these two. */
    @Nullable
    Proxy proxyTo(URI address) {
        if (energy != null && address.equals(energy.url())) {
            return energy.proxy();
        }
        return address.equals(eventsUrl) ? eventsProxy : proxy;
    }

    public CloudOptions withRequestTimeout(Duration timeout) {
        Limits old = limits;
        return with(
                new Limits(timeout, old.parallelRequests, old.eventsWatchdog, old.longestPause, old.maxAnswerBytes));
    }

    public CloudOptions withParallelRequests(int parallel) {
        Limits old = limits;
        return with(new Limits(old.requestTimeout, parallel, old.eventsWatchdog, old.longestPause, old.maxAnswerBytes));
    }

    /** See {@link Limits}: the silence after which a stream is dead, and the longest pause between two attempts. */
    public CloudOptions withEvents(Duration watchdog, Duration longestPause) {
        Limits old = limits;
        return with(new Limits(old.requestTimeout, old.parallelRequests, watchdog, longestPause, old.maxAnswerBytes));
    }

    public CloudOptions withEventsWatchdog(Duration silence) {
        return withEvents(silence, limits.longestPause);
    }

    public CloudOptions withMaxAnswerBytes(int bytes) {
        Limits old = limits;
        return with(new Limits(old.requestTimeout, old.parallelRequests, old.eventsWatchdog, old.longestPause, bytes));
    }

    /** {@code crownstone2mqtt/<version>} */
    String userAgent() {
        return projectName.replaceFirst("-", "/");
    }

    private static URI checked(URI address) {
        String scheme = address.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http) {
            throw new IllegalArgumentException("not an http or https address: " + address);
        }
        Server.of(address);
        return address;
    }
}
