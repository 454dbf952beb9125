package io.crownstone2mqtt.cloud;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A cloud on loopback that answers what a test tells it to, mostly recorded answers, and remembers what it was asked. */
public final class FakeCloud implements AutoCloseable {
    static final String ADMIN = "6b028f805ce0e2108f1182ca";
    static final String HOME = "6b028fa75ce0e2108f1182cf";
    static final String OFFICE = "6b028fa75ce0e2108f1182d8";
    static final String LAMP = "6b028fa75ce0e2108f1182ed";

    record Asked(String method, String path, @Nullable String token, String body, Headers headers) {
        boolean isLogin() {
            return path.equals("/api/users/login");
        }
    }

    private record Rule(Predicate<Asked> applies, Function<Asked, Reply> reply) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Rule> rules = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();

    FakeCloud() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** With the home that was recorded: two spheres. */
    static FakeCloud recorded() {
        FakeCloud cloud = new FakeCloud();
        cloud.on("/users/" + ADMIN + "/spheres", Reply.recorded("users_spheres_include_all"));
        cloud.on("/Spheres/" + HOME + "/users", Reply.recorded("sphere_users"));
        cloud.on("/Spheres/" + HOME + "/presentPeople", Reply.recorded("presence_two"));
        cloud.on("/Spheres/" + HOME + "/ownedStones", Reply.recorded("stones_filter_python"));
        cloud.on("/Spheres/" + HOME + "/ownedLocations", Reply.recorded("locations"));
        cloud.on("/Spheres/" + HOME, Reply.json("{\"name\":\"Home\",\"uid\":236,\"id\":\"" + HOME + "\"}"));
        cloud.on("/Spheres/" + OFFICE + "/users", Reply.json("{\"admins\":[],\"members\":[],\"guests\":[]}"));
        cloud.on("/Spheres/" + OFFICE + "/presentPeople", Reply.recorded("presence_empty"));
        cloud.on("/Stones/" + LAMP + "/switch", Reply.recorded("switch_on"));
        return cloud;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    CloudOptions options() {
        return CloudOptions.of(
                url(), URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sse"), "1.2.3");
    }

    /** What to answer to that path, whatever its query; the newest rule for it counts. */
    void on(String path, Reply reply) {
        on(asked -> pathOf(asked).equals("/api" + path), _ -> reply);
    }

    void on(Predicate<Asked> applies, Function<Asked, Reply> reply) {
        rules.add(new Rule(applies, reply));
    }

    static String pathOf(Asked asked) {
        int query = asked.path().indexOf('?');
        return query < 0 ? asked.path() : asked.path().substring(0, query);
    }

    /** That token is good, though no login gave it. */
    void accept(String token) {
        tokens.put(token, true);
    }

    /** No token given so far is good any more. */
    void expireTokens() {
        tokens.replaceAll((_, _) -> false);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(each -> pathOf(each).equals("/api" + path)).toList();
    }

    long logins() {
        return asked("/users/login").size();
    }

    long logouts() {
        return asked("/users/logout").size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    body,
                    exchange.getRequestHeaders());
            asked.add(request);
            reply(request).to(exchange);
        }
    }

    private Reply reply(Asked request) {
        Rule last = null;
        for (Rule rule : rules) {
            last = rule.applies().test(request) ? rule : last;
        }
        if (request.isLogin()) {
            return last != null ? last.reply().apply(request) : login();
        }
        if (!tokens.getOrDefault(request.token() == null ? "" : request.token(), false)) {
            return Reply.recorded("expired_token_second_time");
        }
        if (request.path().equals("/api/users/logout")) {
            tokens.remove(request.token());
            return Reply.recorded("logout_ok");
        }
        return last != null ? last.reply().apply(request) : Reply.recorded("notfound_path");
    }

    private Reply login() {
        String token = "token-" + logins.incrementAndGet();
        tokens.put(token, true);
        return Reply.json(Recording.of("login_ok").body().replace("TOKEN", token));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
