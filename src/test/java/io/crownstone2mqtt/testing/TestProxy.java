package io.crownstone2mqtt.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy on loopback: CONNECT, and plain requests, one a connection. */
public final class TestProxy implements AutoCloseable {
    private final ServerSocket server;
    private final @Nullable String login;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> tunnels = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String refusal;
    private volatile UnaryOperator<String> resolver = name -> name;

    private TestProxy(@Nullable String login) {
        this.login = login;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** One that lets everybody through. */
    public static TestProxy open() {
        return new TestProxy(null);
    }

    /** One that lets only that {@code user:password} through, by Basic authentication in UTF-8. */
    public static TestProxy open(String login) {
        return new TestProxy(login);
    }

    /** Where the proxy itself finds servers, which may have names that nobody else knows. */
    public TestProxy resolver(UnaryOperator<String> names) {
        resolver = names;
        return this;
    }

    /** From now on it answers like that, such as {@code 403 Forbidden}, to everybody; null: no longer. */
    public TestProxy refuse(@Nullable String status) {
        refusal = status;
        return this;
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public URI url() {
        return URI.create("http://" + address());
    }

    /** Method and target of what was let through. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Ends all that is open, as proxies do with what lasts too long. */
    public void closeTunnels() {
        tunnels.forEach(TestProxy::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String[] line = head.lines().findFirst().orElse("").split(" ", -1);
            String status = status(head);
            if (line.length < 3 || status != null) {
                answer(
                        client,
                        (status == null ? "400 Bad Request" : status)
                                + "\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Type: text/html\r\nContent-Length: 4"
                                + "\r\nConnection: close\r\n\r\nno!\n");
                return;
            }
            requests.add(line[0] + " " + line[1]);
            boolean connect = line[0].equals("CONNECT");
            URI target = URI.create(connect ? "http://" + line[1] : line[1]);
            try (Socket upstream = new Socket(resolver.apply(target.getHost()), Math.max(target.getPort(), 80))) {
                tunnels.add(client);
                if (connect) {
                    answer(client, "200 Connection established\r\n\r\n");
                } else {
                    String path =
                            target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
                    String rest =
                            head.substring(head.indexOf("\r\n")).replaceAll("(?i)\r\n(proxy-|connection:)[^\r]*", "");
                    upstream.getOutputStream()
                            .write((line[0] + " " + path + " HTTP/1.1"
                                            + rest.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n"))
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
                Thread.ofVirtual().start(() -> relay(client, upstream));
                if (!connect) {
                    String answer = head(upstream.getInputStream());
                    client.getOutputStream()
                            .write(answer.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
                relay(upstream, client);
            }
        } catch (IOException _) {
            // One of the two has gone.
        } finally {
            tunnels.remove(client);
        }
    }

    private @Nullable String status(String head) {
        if (refusal != null || login == null) {
            return refusal;
        }
        String right = "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return head.lines().anyMatch(right::equalsIgnoreCase) ? null : "407 Proxy Authentication Required";
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void answer(Socket client, String text) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void relay(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException _) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeTunnels();
    }
}
