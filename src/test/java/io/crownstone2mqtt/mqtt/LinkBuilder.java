package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A link with defaults: a test says only what differs. */
final class LinkBuilder {
    private final URI url;
    private String clientId = "link-under-test";
    private @Nullable String username;
    private @Nullable String password;
    private Duration keepAlive = Duration.ofSeconds(30);
    private String stateTopic = "bridge/state";
    private TlsSettings tls = TlsSettings.DEFAULT;

    LinkBuilder(URI url) {
        this.url = url;
    }

    LinkBuilder clientId(String value) {
        clientId = value;
        return this;
    }

    LinkBuilder login(String name, String secret) {
        username = name;
        password = secret;
        return this;
    }

    LinkBuilder keepAlive(Duration value) {
        keepAlive = value;
        return this;
    }

    LinkBuilder tls(TlsSettings value) {
        tls = value;
        return this;
    }

    LinkBuilder stateTopic(String value) {
        stateTopic = value;
        return this;
    }

    PahoBrokerLink build(BrokerListener listener) {
        Message will = Message.retained(stateTopic, "offline");
        return new PahoBrokerLink(new BrokerOptions(url, username, password, clientId, keepAlive, will, tls), listener);
    }

    PahoBrokerLink start(BrokerListener listener) {
        PahoBrokerLink link = build(listener);
        link.start();
        return link;
    }
}
