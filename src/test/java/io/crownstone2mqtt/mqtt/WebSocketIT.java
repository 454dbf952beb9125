package io.crownstone2mqtt.mqtt;

import static io.crownstone2mqtt.mqtt.WebSocketServer.BINARY;
import static io.crownstone2mqtt.mqtt.WebSocketServer.CLOSE;
import static io.crownstone2mqtt.mqtt.WebSocketServer.CONTINUATION;
import static io.crownstone2mqtt.mqtt.WebSocketServer.PING;
import static io.crownstone2mqtt.mqtt.WebSocketServer.PONG;
import static io.crownstone2mqtt.mqtt.WebSocketServer.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of every shape, which proxies and brokers make as they like. */
class WebSocketIT {
    private final RecordingListener listener = new RecordingListener();

    private void assertReceived(WebSocketServer.Script script, String... payloads) throws IOException {
        try (WebSocketServer server = new WebSocketServer(script);
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            listener.awaitUps(1);
            await().until(() -> listener.messages.size() >= payloads.length);
            assertThat(listener.messages)
                    .extracting(RecordingListener.Received::payload)
                    .containsExactly(payloads);
            assertThat(listener.downs).isEmpty();
            assertThat(server.frames).allMatch(WebSocketServer.Frame::masked);
        }
    }

    private String down(WebSocketServer.Script script, WebSocketServer[] used) throws IOException {
        try (WebSocketServer server = new WebSocketServer(script);
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            used[0] = server;
            String message = listener.awaitDown().message();
            await().until(() -> !server.received(CLOSE).isEmpty());
            return message;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 124, 125})
    void aPingIsAnsweredByItsPayload(int length) throws IOException {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 0xa5);
        try (WebSocketServer server = new WebSocketServer(connection -> {
                    connection.send(PING, payload);
                    connection.send(BINARY, publish("t", "after"));
                });
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            await().until(() ->
                    !listener.messages.isEmpty() && !server.received(PONG).isEmpty());
            assertThat(server.received(PONG)).containsExactly(payload);
            assertThat(listener.downs).isEmpty();
        }
    }

    @Test
    void controlFramesMayStandBetweenFragments() throws IOException {
        byte[] packet = publish("t", "divided");
        assertReceived(
                connection -> {
                    connection.send(false, BINARY, Arrays.copyOfRange(packet, 0, 1));
                    connection.send(PING, new byte[] {1});
                    connection.send(false, CONTINUATION, Arrays.copyOfRange(packet, 1, 4));
                    connection.send(PONG, new byte[] {2});
                    connection.send(false, CONTINUATION, new byte[0]);
                    connection.send(true, CONTINUATION, Arrays.copyOfRange(packet, 4, packet.length));
                    connection.send(BINARY, publish("t", "next"));
                },
                "divided",
                "next");
    }

    @Test
    void packetsAndFramesNeedNotBeginTogether() throws IOException {
        byte[] all = concatenated(publish("t", "1"), publish("t", "2"), publish("t", "3"));
        assertReceived(
                connection -> {
                    connection.send(BINARY, all);
                    for (byte each : all) {
                        connection.send(BINARY, new byte[] {each});
                    }
                },
                "1",
                "2",
                "3",
                "1",
                "2",
                "3");
    }

    @Test
    void aFrameThatComesByteByByteIsTakenWhenItIsComplete() throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        byte[] packet = publish("t", "x".repeat(200));
        frame.writeBytes(new byte[] {(byte) 0x82, 126, 0, (byte) packet.length});
        frame.writeBytes(packet);
        assertReceived(
                connection -> {
                    for (byte each : frame.toByteArray()) {
                        connection.raw(each);
                    }
                },
                "x".repeat(200));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 8", "125, 0", "126, 2", "200, 8", "16000, 2", "16000, 8"})
    void lengthsMayHaveAnyForm(int length, int lengthBytes) throws IOException {
        String payload = "x".repeat(Math.max(0, length - 5));
        assertReceived(connection -> connection.send(true, BINARY, publish("t", payload), lengthBytes), payload);
    }

    @Test
    void whatWePublishComesInWholeFrames() throws IOException {
        try (WebSocketServer server = new WebSocketServer(_ -> {});
                PahoBrokerLink link = new LinkBuilder(server.url()).start(listener)) {
            listener.awaitUps(1);
            for (int length : List.of(1, 110, 130, 60_000, 70_000)) {
                link.publish(Message.once("t", "x".repeat(length)));
            }
            await().until(() -> server.received(BINARY).size() >= 6);
            assertThat(server.received(BINARY).subList(1, 6))
                    .extracting(frame -> frame.length)
                    .allMatch(size -> size > 5);
            assertThat(server.received(BINARY).get(5)).hasSizeGreaterThan(70_000);
        }
    }

    @Test
    void theHandshakeKeepsPathAndQuery() throws IOException {
        try (WebSocketServer server = new WebSocketServer(_ -> {});
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            listener.awaitUps(1);
            assertThat(server.requests.getFirst())
                    .startsWith("GET /mqtt?a=b HTTP/1.1\r\n")
                    .contains("Host: 127.0.0.1:" + server.url().getPort() + "\r\n", "Sec-WebSocket-Protocol: mqtt\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"03e9, 1001, goes away", "03f0627965, 1008, bye", "03f1, 1009, too large", "'', reason, closed"})
    void aCloseIsAnsweredAndItsReasonReported(String payload, String word, String other) throws IOException {
        WebSocketServer[] used = new WebSocketServer[1];
        byte[] bytes = HexFormat.of().parseHex(payload);
        String message = down(connection -> connection.send(CLOSE, bytes), used);
        assertThat(message)
                .contains("127.0.0.1:", "closed the WebSocket", word, other)
                .doesNotContain("\n");
        assertThat(used[0].received(CLOSE).getFirst()).isEqualTo(Arrays.copyOf(bytes, Math.min(2, bytes.length)));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("81022020", 1003, "text"),
                Arguments.of("828401020304", 1002, "masked"),
                Arguments.of("c20130", 1002, "reserved"),
                Arguments.of("830130", 1002, "unknown kind"),
                Arguments.of("8b00", 1002, "control frame"),
                Arguments.of("0900", 1002, "control frame"),
                Arguments.of("897e007e", 1002, "control frame"),
                Arguments.of("800130", 1002, "wrong order"),
                Arguments.of("020130820130", 1002, "wrong order"),
                Arguments.of("827fffffffffffffffff", 1002, "length"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsNotAllowedEndsTheConnectionByOneClearLine(String hex, int code, String word) throws IOException {
        WebSocketServer[] used = new WebSocketServer[1];
        String message = down(connection -> connection.raw(HexFormat.of().parseHex(hex)), used);
        assertThat(message).contains("WebSocket", word, "mqtt.url").doesNotContain("\n");
        assertThat(used[0].received(CLOSE).getFirst()).containsExactly(code >> 8, code & 0xff);
    }

    static Stream<Arguments> refusals() {
        String welcome = "HTTP/1.1 101 OK";
        String upgrade = "Upgrade: websocket";
        String accept = "Sec-WebSocket-Accept: %s";
        String protocol = "Sec-WebSocket-Protocol: mqtt";
        return Stream.of(
                Arguments.of(List.of("HTTP/1.1 401 Unauthorized"), "login of its own"),
                Arguments.of(List.of("HTTP/1.1 403 Forbidden"), "403"),
                Arguments.of(List.of("HTTP/1.1 404 Not Found"), "check the path"),
                Arguments.of(List.of("HTTP/1.1 404"), "'/mqtt'"),
                Arguments.of(
                        List.of("HTTP/1.1 301 Moved", "Location: wss://elsewhere/mqtt?token=secret"),
                        "to wss://elsewhere/mqtt:"),
                Arguments.of(List.of("HTTP/1.1 302 Found"), "nowhere"),
                Arguments.of(List.of("HTTP/1.1 200 OK", "", "<html>"), "web page"),
                Arguments.of(List.of("HTTP/1.1 502 Bad Gateway"), "proxy"),
                Arguments.of(List.of("HTTP/1.1 400 Bad Request"), "HTTP 400"),
                Arguments.of(List.of("HTTP/2 nonsense"), "mqtt.url"),
                Arguments.of(List.of("SSH-2.0-OpenSSH_9.2"), "does not speak HTTP"),
                Arguments.of(List.of(welcome, upgrade, "Sec-WebSocket-Accept: wrong", protocol), "handshake"),
                Arguments.of(List.of(welcome, upgrade, protocol), "handshake"),
                Arguments.of(List.of(welcome, accept, protocol), "handshake"),
                Arguments.of(List.of(welcome, upgrade, accept), "not one for MQTT"),
                Arguments.of(List.of(welcome, upgrade, accept, "Sec-WebSocket-Protocol: chat"), "not one for MQTT"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedHandshakeIsExplained(List<String> answer, String words) throws IOException {
        try (WebSocketServer server = WebSocketServer.answering(answer.toArray(String[]::new));
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            assertThat(listener.awaitDown().message())
                    .startsWith("The broker 127.0.0.1:")
                    .contains(words)
                    .doesNotContain("\n", "secret", "a=b");
        }
    }

    @Test
    void anEndlessAnswerIsGivenUp() throws IOException {
        try (WebSocketServer server = WebSocketServer.answering("HTTP/1.1 101 OK", "X: " + "x".repeat(1_000_000));
                PahoBrokerLink _ = new LinkBuilder(server.url()).start(listener)) {
            assertThat(listener.awaitDown().message()).contains("127.0.0.1:");
        }
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }
}
