package io.crownstone2mqtt.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server that does with a connection exactly what a test says; the last script serves all further connections. */
final class RawServer implements AutoCloseable {
    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    /** What to do with one connection; it is closed when this returns. */
    interface Script {
        void serve(Peer peer) throws IOException;
    }

    /** The other side of a connection. */
    record Peer(Socket socket, BufferedReader in, List<List<String>> requests) {
        /** The request line and headers, and a body if its length is told; null when the client is gone. */
        @Nullable
        List<String> readRequest() throws IOException {
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            for (String line : head) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    in.skip(Long.parseLong(line.substring(15).strip()));
                }
            }
            if (head.isEmpty()) {
                return null;
            }
            requests.add(head);
            return head;
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        void json(String body) throws IOException {
            write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
        }

        void event(String json) throws IOException {
            write("data:" + json + "\n\n");
        }

        void system(String subType) throws IOException {
            event("{\"type\":\"system\",\"subType\":\"" + subType + "\"}");
        }

        /** Until the client closes the connection. */
        void untilGone() throws IOException {
            try {
                in.transferTo(Writer.nullWriter());
            } catch (SocketException _) {
                return;
            }
        }
    }

    private final ServerSocket server;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private RawServer(List<Script> scripts) {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("raw-server").start(() -> accept(scripts));
    }

    static RawServer of(Script... scripts) {
        return new RawServer(List.of(scripts));
    }

    /** Scripts that begin after the request was read and the head of an event stream was sent. */
    static RawServer streams(Script... scripts) {
        List<Script> started = new ArrayList<>();
        for (Script script : scripts) {
            started.add(peer -> {
                peer.readRequest();
                peer.write(STREAM);
                script.serve(peer);
            });
        }
        return new RawServer(started);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** Request lines and headers, one list a request. */
    List<List<String>> requests() {
        return requests;
    }

    /** What was sent as {@code Authorization}, request by request. */
    List<String> tokens() {
        return requests.stream()
                .map(head -> head.stream()
                        .filter(line -> line.startsWith("Authorization: "))
                        .map(line -> line.substring(15))
                        .findFirst()
                        .orElse("none"))
                .toList();
    }

    private void accept(List<Script> scripts) {
        int count = 0;
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Script script = scripts.get(Math.min(count++, scripts.size() - 1));
                Thread.ofVirtual().start(() -> serve(socket, script));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.serve(new Peer(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    requests));
        } catch (IOException _) {
            return; // the client went away
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
