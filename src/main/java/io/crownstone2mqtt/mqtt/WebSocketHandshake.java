package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.text.Sha1;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a web server to speak MQTT within a WebSocket (RFC 6455, section 4), and explains a refusal. */
final class WebSocketHandshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String USUAL_PATH = "/mqtt";
    private static final String HTTP = "HTTP/";
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: .*)?");

    private final BrokerAddress address;
    private final String key = key();

    WebSocketHandshake(BrokerAddress address) {
        this.address = address;
    }

    private static String key() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /** @throws BrokerProtocolException if the server refuses */
    void perform(InputStream in, OutputStream out) throws IOException {
        out.write(request().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        check(answer(in));
    }

    private String request() {
        return String.join(
                "\r\n",
                "GET " + path() + " HTTP/1.1",
                "Host: " + host(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: " + key,
                "Sec-WebSocket-Protocol: mqtt",
                "Sec-WebSocket-Version: 13",
                "",
                "");
    }

    private String path() {
        return address.path().startsWith("/") ? address.path() : USUAL_PATH + address.path();
    }

    /** Without a port where it is the scheme's own, as browsers do: some proxies compare it as a text. */
    private String host() {
        String name = address.isIpv6() ? "[" + address.name().replaceFirst("%.*", "") + "]" : address.name();
        return address.hasUsualPort() ? name : name + ":" + address.port();
    }

    /** The lines of the server's answer up to the empty one: not a byte further, there the frames begin. */
    private static List<String> answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newLines = 0;
        while (newLines < 2) {
            int octet = in.read();
            if (octet < 0 && head.size() == 0) {
                throw new BrokerProtocolException("closes the connection at the WebSocket's handshake: use mqtt:// in"
                        + " mqtt.url if this is an MQTT port, and wss:// if it expects TLS");
            }
            if (octet < 0 || head.size() == LONGEST_ANSWER || !canBeHttp(head)) {
                throw new BrokerProtocolException("does not speak HTTP on this port: use mqtt:// in mqtt.url, or the"
                        + " port of its WebSocket listener");
            }
            head.write(octet);
            newLines = octet == '\n' ? newLines + 1 : octet == '\r' ? newLines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static boolean canBeHttp(ByteArrayOutputStream head) {
        return head.size() != HTTP.length()
                || head.toString(StandardCharsets.ISO_8859_1).equals(HTTP);
    }

    private void check(List<String> lines) throws BrokerProtocolException {
        Matcher status = STATUS_LINE.matcher(lines.getFirst());
        Map<String, String> headers = headers(lines);
        int code = status.matches() ? Integer.parseInt(status.group(1)) : 0;
        if (code != 101) {
            throw new BrokerProtocolException(refusal(code, headers));
        }
        if (!"websocket".equalsIgnoreCase(headers.get("upgrade"))
                || !accepted().equals(headers.get("sec-websocket-accept"))) {
            throw new BrokerProtocolException(
                    "does not answer the WebSocket's handshake as it should: check that mqtt.url names"
                            + " its WebSocket listener, and what a proxy between does");
        }
        if (!"mqtt".equalsIgnoreCase(headers.get("sec-websocket-protocol"))) {
            throw new BrokerProtocolException("has a WebSocket at '" + shownPath()
                    + "', but not one for MQTT: check the path in" + " mqtt.url (often /mqtt or /ws)");
        }
    }

    private static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private String refusal(int code, Map<String, String> headers) {
        String at = "'" + shownPath() + "' (HTTP " + code + ")";
        return switch (code) {
            case 401, 403, 407 ->
                "refuses a WebSocket at " + at
                        + ": the web server or proxy before the broker wants a login of its own, or forbids this address;"
                        + " let it pass there, mqtt.username and mqtt.password are for the broker";
            case 404, 405, 410 -> "has no WebSocket at " + at + ": check the path in mqtt.url (often /mqtt or /ws)";
            case 301, 302, 303, 307, 308 ->
                "sends us from " + at + " to "
                        + headers.getOrDefault("location", "nowhere").replaceFirst("[?#].*", "")
                        + ": put the right address into mqtt.url";
            case 502, 503, 504 ->
                "cannot be reached by the proxy before it, at " + at
                        + ": is the broker running, and has the proxy its address?";
            case 200 -> "answers with a web page at " + at + ": check port and path in mqtt.url (often /mqtt or /ws)";
            default ->
                "refuses a WebSocket at " + at
                        + ": check that port and path in mqtt.url are those of its WebSocket listener";
        };
    }

    /** A query may hold a token. */
    private String shownPath() {
        return path().replaceFirst("\\?.*", "");
    }

    private String accepted() {
        return Base64.getEncoder().encodeToString(Sha1.of(key + MAGIC));
    }
}
