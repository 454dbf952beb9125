package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the broker, and who we are there.
 *
 * @param url scheme {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss} ({@code tcp} and {@code ssl} as aliases);
 *     without a port the scheme's usual one: 1883, 8883, 80, 443
 * @param username null for an anonymous login; then the password is not used
 * @param clientId must be our own: a broker throws out the client that had the same one before
 * @param keepAlive a silent connection is found dead after at most twice this time; whole seconds, 1 s to 18 h
 * @param loginHint what to add where the login is refused, without showing it; empty for nothing
 * @param will what the broker publishes for us, with QoS 1, when the connection breaks without a farewell
 */
public record BrokerOptions(
        URI url,
        @Nullable String username,
        @Nullable String password,
        String clientId,
        Duration keepAlive,
        Message will,
        TlsSettings tls,
        String loginHint) {
    public BrokerOptions(
            URI url,
            @Nullable String username,
            @Nullable String password,
            String clientId,
            Duration keepAlive,
            Message will,
            TlsSettings tls) {
        this(url, username, password, clientId, keepAlive, will, tls, "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerOptions[" + BrokerAddress.of(url) + ", clientId=" + clientId + "]";
    }
}
