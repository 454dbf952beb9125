package io.crownstone2mqtt.monitoring.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request as it goes over the wire: HTTP clients do not let a test lie about its host. */
record RawRequest(URI endpoint, String head, String body) {
    static RawRequest get(URI endpoint, String path, String... headers) {
        return request(endpoint, "GET " + path, "", headers);
    }

    static RawRequest post(URI endpoint, String path, String body, String... headers) {
        return request(endpoint, "POST " + path, body, headers);
    }

    /** Names the endpoint's address as host, unless a header does. */
    static RawRequest request(URI endpoint, String line, String body, String... headers) {
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nConnection: close\r\n");
        boolean named = false;
        for (String header : headers) {
            named |= header.startsWith("Host");
            head.append(header).append("\r\n");
        }
        if (!named) {
            head.append("Host: ").append(endpoint.getAuthority()).append("\r\n");
        }
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return new RawRequest(endpoint, head.toString(), body);
    }

    /** The whole answer, with headers in lower case. */
    String send() {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return answer.substring(0, end).toLowerCase(Locale.ROOT) + answer.substring(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int code() {
        return Integer.parseInt(send().substring("HTTP/1.1 ".length()).substring(0, 3));
    }
}
