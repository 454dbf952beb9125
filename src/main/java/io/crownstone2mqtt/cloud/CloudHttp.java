package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.net.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The HTTP client that all accounts share: connections, limits and threads. Close it after the accounts. */
public final class CloudHttp implements AutoCloseable {
    /** Far above what the accounts ask for at once: each keeps its own limit, see {@link CloudOptions}. */
    private static final int CONNECTIONS = 4096;

    private static final int LONGEST_EXPLANATION = 64 * 1024;
    private static final int LONGEST_HEADER = 64 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);

    private final CloudOptions options;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("cloud-call-", 1).factory());
    private final AtomicInteger accounts = new AtomicInteger();
    private final ResponseMemory space;
    private final Server api;
    private final Server events;
    private final Destination first;
    private final @Nullable Destination second;
    private final @Nullable ProxyRoute eventsProxy;

    /** To the public cloud, see {@link CloudOptions#publicCloud}. */
    public CloudHttp() {
        this(CloudOptions.publicCloud());
    }

    public CloudHttp(CloudOptions options) {
        this(options, ResponseMemory.usual(options.limits().maxAnswerBytes()));
    }

    CloudHttp(CloudOptions options, ResponseMemory space) {
        this.options = options;
        this.space = space;
        api = Server.of(options.url());
        events = Server.of(options.eventsUrl());
        first = new Destination(options.url(), api, ProxyRoute.of(options.proxy(), api));
        second = second(options.energy());
        eventsProxy = ProxyRoute.of(options.eventsProxy(), events);
        client = HttpClients.custom()
                .setConnectionManager(connections())
                .setRoutePlanner(ProxyRoute.planner())
                .setUserAgent(options.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableConnectionState()
                .evictIdleConnections(TimeValue.ofMinutes(1))
                .build();
    }

    /** One of the two APIs. */
    private record Destination(
            URI url, Server server, @Nullable ProxyRoute proxy) {}

    private static @Nullable Destination second(CloudOptions.@Nullable EnergyOptions energy) {
        if (energy == null) {
            return null;
        }
        Server server = Server.of(energy.url());
        return new Destination(energy.url(), server, ProxyRoute.of(energy.proxy(), server));
    }

    private Destination destination(CloudRequest request) {
        if (request.purpose() != CloudRequest.Purpose.ENERGY) {
            return first;
        }
        if (second == null) {
            throw new CloudException(new Unavailable("the cloud's second API is not configured: set cloud.energy.url"));
        }
        return second;
    }

    private PoolingHttpClientConnectionManager connections() {
        Duration connect = options.limits().requestTimeout().compareTo(LONGEST_CONNECT) < 0
                ? options.limits().requestTimeout()
                : LONGEST_CONNECT;
        Http1Config bounds = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        var builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(bounds)
                        .build())
                .setDnsResolver(Server.resolver(endpoints()))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build());
        return builder.setTlsSocketStrategy(tls()).build();
    }

    private Stream<Endpoint> endpoints() {
        return Stream.concat(
                servers().map(Server::endpoint),
                Stream.of(options.proxy(), options.eventsProxy(), second == null ? null : options.proxyTo(second.url()))
                        .filter(proxy -> proxy != null)
                        .map(CloudOptions.Proxy::endpoint));
    }

    private Stream<Server> servers() {
        return second == null ? Stream.of(api, events) : Stream.of(api, events, second.server());
    }

    private DefaultClientTlsStrategy tls() {
        CloudOptions.TlsOptions tls = options.tls();
        SSLContext context = tls == null ? SSLContexts.createDefault() : tls.context();
        if (tls != null && !tls.verifyHostname()) {
            return new DefaultClientTlsStrategy(
                    context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
        }
        // Java itself refuses to compare names that are none of its kind.
        return servers().allMatch(Server::isKnownToTls)
                ? new DefaultClientTlsStrategy(context)
                : new DefaultClientTlsStrategy(
                        context, HostnameVerificationPolicy.CLIENT, HttpsSupport.getDefaultHostnameVerifier());
    }

    CloudOptions options() {
        return options;
    }

    /** Threads for requests: virtual, as many as needed. */
    ExecutorService threads() {
        return threads;
    }

    /** Accounts are numbered from 1, for the names of their threads and in log lines. */
    int nextAccount() {
        return accounts.incrementAndGet();
    }

    /** Sends, and repeats a GET once whose (kept) connection turned out to be dead. */
    RequestResult send(CloudRequest request, @Nullable AccessToken token, CookieStore cookies, CloudCall call) {
        try (ResponseMemory.Share share = space.open()) {
            return send(request, token, cookies, call, share);
        }
    }

    /** The space in memory for an answer that is used after it was sent for. */
    ResponseMemory.Share openSpace() {
        return space.open();
    }

    RequestResult send(
            CloudRequest request,
            @Nullable AccessToken token,
            CookieStore cookies,
            CloudCall call,
            ResponseMemory.Share share) {
        Destination to = destination(request);
        try {
            RequestResult result = ResponseClassifier.classify(
                    request.purpose(), exchangeWithRepeat(request, to, token, cookies, call, share));
            return to.proxy() != null && result instanceof RequestResult.Failed(Unavailable problem)
                    ? new RequestResult.Failed(to.proxy().through(problem))
                    : result;
        } catch (CloudException e) {
            return new RequestResult.Failed(e.problem());
        } catch (IOException e) {
            return new RequestResult.Failed(ConnectionErrors.problem(e, to.url(), options, call));
        }
    }

    private CloudResponse exchangeWithRepeat(
            CloudRequest request,
            Destination to,
            @Nullable AccessToken token,
            CookieStore cookies,
            CloudCall call,
            ResponseMemory.Share share)
            throws IOException {
        try {
            return exchange(request, to, token, cookies, call, share);
        } catch (NoHttpResponseException | SocketException e) {
            if (!request.isRead() || !ConnectionErrors.wasReset(e) || call.stopped() != null) {
                throw e;
            }
            return exchange(request, to, token, cookies, call, share);
        }
    }

    private CloudResponse exchange(
            CloudRequest request,
            Destination to,
            @Nullable AccessToken token,
            CookieStore cookies,
            CloudCall call,
            ResponseMemory.Share share)
            throws IOException {
        HttpUriRequestBase http = Requests.of(request, token, to.server(), call);
        HttpClientContext context = context(to.proxy());
        context.setCookieStore(cookies);
        call.enter(http);
        try {
            ClassicHttpResponse response = execute(to.server(), http, context);
            try {
                demandPassage(to.proxy(), response, context);
                return read(http, response, share);
            } finally {
                Closer.closeQuietly(response); // what was understood stays so, even if the rest of it was cut off
            }
        } finally {
            call.leave(http);
        }
    }

    private static HttpClientContext context(@Nullable ProxyRoute proxy) {
        HttpClientContext context = HttpClientContext.create();
        if (proxy != null) {
            proxy.enter(context);
        }
        return context;
    }

    private static void demandPassage(
            @Nullable ProxyRoute proxy, ClassicHttpResponse response, HttpClientContext context) {
        Unavailable refusal = proxy == null ? null : proxy.refusal(response.getCode(), context);
        if (refusal != null) {
            throw new CloudException(refusal);
        }
    }

    private ClassicHttpResponse execute(Server server, HttpUriRequestBase http, HttpClientContext context)
            throws IOException {
        try {
            return client.executeOpen(server.host(), http, context);
        } catch (IllegalStateException e) {
            throw new IOException("cancelled between two steps, or the client is closed", e);
        }
    }

    private CloudResponse read(HttpUriRequestBase http, ClassicHttpResponse response, ResponseMemory.Share share)
            throws IOException {
        boolean whole = false;
        try {
            boolean value = isValue(response);
            int limit = value ? options.limits().maxAnswerBytes() : LONGEST_EXPLANATION;
            byte[] body = body(response.getEntity(), limit, share);
            whole = body.length <= limit;
            if (value && !whole) {
                throw new CloudException(new Unreadable(
                        "the Crownstone cloud's answer is larger than " + limit + " bytes: check cloud.url"));
            }
            Instant date = RetryAfter.serverTime(header(response, "Date"), Instant.now());
            return new CloudResponse(
                    response.getCode(),
                    header(response, "Content-Type"),
                    RetryAfter.of(header(response, "Retry-After"), date),
                    date,
                    body);
        } finally {
            if (!whole) {
                http.cancel(); // else closing would read on to the end, which may never come
            }
        }
    }

    /** Anything else is a web page or an error, of which the beginning is enough. */
    private static boolean isValue(ClassicHttpResponse response) {
        String type = header(response, "Content-Type");
        return response.getCode() / 100 == 2
                && (type == null || type.toLowerCase(Locale.ROOT).contains("json"));
    }

    /** One byte more than the limit if it is longer. */
    private static byte[] body(@Nullable HttpEntity entity, int limit, ResponseMemory.Share share) throws IOException {
        InputStream content = entity == null ? null : entity.getContent();
        return content == null ? new byte[0] : share.metered(content).readNBytes(limit + 1);
    }

    /** Opens the event stream, which lasts as long as the call. What is no event stream is a {@link CloudException}. */
    InputStream openStream(AccessToken token, CloudCall call) {
        HttpUriRequestBase http = Requests.stream(token, events, options);
        call.enter(http);
        try {
            HttpClientContext context = context(eventsProxy);
            ClassicHttpResponse response = execute(events, http, context);
            demandPassage(eventsProxy, response, context);
            if (response.getCode() == 200 && ConnectionErrors.isEventStream(header(response, "Content-Type"))) {
                HttpEntity entity = response.getEntity();
                InputStream content = entity == null ? null : entity.getContent();
                return content == null ? InputStream.nullInputStream() : content;
            }
            Instant now = RetryAfter.serverTime(header(response, "Date"), Instant.now());
            Unavailable problem =
                    ConnectionErrors.noStream(response.getCode(), RetryAfter.of(header(response, "Retry-After"), now));
            throw new CloudException(eventsProxy == null ? problem : eventsProxy.through(problem));
        } catch (IOException e) {
            call.leave(http);
            throw new CloudException(ConnectionErrors.problem(e, options.eventsUrl(), options, call), e);
        }
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
    }
}
