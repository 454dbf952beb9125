package io.crownstone2mqtt.monitoring.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, asks the {@link Guard}, and lets the pages answer. */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final int MOST_AT_ONCE = 64;
    private static final int BACKLOG = 64;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final HttpServer server;
    private final Guard guard;
    private final ExecutorService threads;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    private HttpEndpoint(HttpServer server, HttpOptions options) {
        this.server = server;
        this.guard = new Guard(options);
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 1).factory());
    }

    /**
     * Takes the port; nobody is answered yet.
     *
     * @throws IOException it cannot be had; the message says why, and what to do
     */
    public static HttpEndpoint bind(HttpOptions options) throws IOException {
        // A client that sends nothing must not keep a connection for ever.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "200");
        String where = "port " + options.port() + " of " + options.host();
        try {
            InetAddress address = InetAddress.getByName(options.host());
            return new HttpEndpoint(
                    HttpServer.create(new InetSocketAddress(address, options.port()), BACKLOG), options);
        } catch (BindException e) {
            throw new IOException(
                    where + " cannot be opened (" + e.getMessage() + "): choose another http.port or http.host", e);
        } catch (IOException e) {
            throw new IOException(
                    options.host() + " is no address of this machine (" + e.getMessage() + "): correct http.host", e);
        }
    }

    /** Answers from now on; paths that are not there are not found. */
    public void serve(Map<String, Page> pages) {
        Map<String, Page> all = Map.copyOf(pages);
        server.createContext("/", exchange -> answer(exchange, all));
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    private void answer(HttpExchange exchange, Map<String, Page> pages) throws IOException {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        boolean taken = free.tryAcquire();
        try (exchange) {
            if (!taken) {
                send(exchange, PageResponse.text(503, "Too many requests at once: try again."));
                return;
            }
            Page page = pages.get(exchange.getRequestURI().getPath());
            Optional<PageResponse> refusal = refusal(exchange, page);
            if (refusal.isPresent()) {
                send(exchange, refusal.get());
            } else if (page != null) {
                page.answer(new PageRequest(exchange, guard.mayAll(exchange.getRequestHeaders())));
            }
        } catch (RuntimeException bug) {
            LOG.error(
                    "a bug in crownstone2mqtt at {}: please report it",
                    exchange.getRequestURI().getPath(),
                    bug);
        } catch (Error fault) {
            // The server would swallow it.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
        } finally {
            if (taken) {
                free.release();
            }
        }
    }

    private Optional<PageResponse> refusal(HttpExchange exchange, @Nullable Page page) {
        Headers headers = exchange.getRequestHeaders();
        return guard.refuseHost(headers)
                .or(() -> page != null && page.forAll() ? Optional.empty() : guard.refuseLogin(headers))
                .or(() ->
                        page == null ? Optional.of(PageResponse.text(404, "There is no such page.")) : Optional.empty())
                .or(() -> page != null && !page.takes(exchange.getRequestMethod())
                        ? Optional.of(PageResponse.text(405, "Not so.").with("Allow", page.methods()))
                        : Optional.empty());
    }

    static void send(HttpExchange exchange, PageResponse answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        answer.headers().forEach(headers::set);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.code(), bodiless ? -1 : answer.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    /** Ends all connections at once. */
    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
