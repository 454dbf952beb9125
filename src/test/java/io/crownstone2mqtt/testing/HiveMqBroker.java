package io.crownstone2mqtt.testing;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.client.parameter.ListenerType;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * HiveMQ's community edition within this JVM, in memory, for anybody. Starting takes seconds, so there is one for all
 * tests: see {@link HiveMqExtension}.
 */
public final class HiveMqBroker implements TestBroker {
    private final TemporaryFolder folder = TemporaryFolder.create("hivemq");
    private final String limits;
    private final int port;
    private final int webSocketPort;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile @Nullable String forbidden;
    private EmbeddedHiveMQ server;

    HiveMqBroker() {
        this("<mqtt><queued-messages><max-queue-size>100000</max-queue-size></queued-messages></mqtt>");
    }

    /** As it comes: a client's queue takes 1,000 messages. Not shared: it is to be closed. */
    public static HiveMqBroker asItComes() {
        return new HiveMqBroker("");
    }

    private HiveMqBroker(String limits) {
        this.limits = limits;
        configure(0, 0);
        OpenDoor door = new OpenDoor();
        server = launch(door);
        port = door.port(ListenerType.TCP_LISTENER);
        webSocketPort = door.port(ListenerType.WEBSOCKET_LISTENER);
        configure(port, webSocketPort);
    }

    /** Each start needs a new one: the metrics of an earlier start are in its way. */
    private EmbeddedHiveMQ launch(OpenDoor door) {
        Path home = folder.path();
        EmbeddedHiveMQ launched = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(directory(home.resolve("conf")))
                .withDataFolder(directory(home.resolve("data")))
                .withExtensionsFolder(directory(home.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("open-door")
                        .withName("open door")
                        .withVersion("1")
                        .withExtensionMain(door)
                        .build())
                .withoutLoggingBootstrap()
                .build();
        launched.start().orTimeout(60, TimeUnit.SECONDS).join();
        return launched;
    }

    private void configure(int onPort, int onWebSocketPort) {
        String configuration = """
                <hivemq>
                    <listeners>
                        <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
                        <websocket-listener><port>%d</port><bind-address>127.0.0.1</bind-address><path>/mqtt</path></websocket-listener>
                    </listeners>
                    %s
                    <persistence><mode>in-memory</mode></persistence>
                    <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """.formatted(onPort, onWebSocketPort, limits);
        try {
            Files.writeString(directory(folder.path().resolve("conf")).resolve("config.xml"), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI url() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** MQTT within HTTP. */
    public URI webSocketUrl() {
        return URI.create("ws://127.0.0.1:" + webSocketPort + "/mqtt");
    }

    /** Hangs up from now on on who publishes there; null forbids nothing. */
    public void forbid(@Nullable String topic) {
        refused.set(0);
        forbidden = topic;
    }

    /** How often it hung up for that. */
    public int refused() {
        return refused.get();
    }

    private void authorize(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
        if (input.getPublishPacket().getTopic().equals(forbidden)) {
            refused.incrementAndGet();
            output.disconnectClient();
        } else {
            output.authorizeSuccessfully();
        }
    }

    @Override
    public void start() {
        server = launch(new OpenDoor());
    }

    @Override
    public void stop() {
        server.stop().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    /** Without an extension that lets clients in, the broker lets nobody in. */
    private final class OpenDoor implements ExtensionMain {
        private final CompletableFuture<ServerInformation> server = new CompletableFuture<>();

        int port(ListenerType type) {
            return server.join().getListener().stream()
                    .filter(listener -> listener.getListenerType() == type)
                    .findFirst()
                    .orElseThrow()
                    .getPort();
        }

        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            server.complete(input.getServerInformation());
            SimpleAuthenticator everybody = (_, result) -> result.authenticateSuccessfully();
            Services.securityRegistry().setAuthenticatorProvider(_ -> everybody);
            PublishAuthorizer list = HiveMqBroker.this::authorize;
            Services.securityRegistry().setAuthorizerProvider(_ -> list);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
            // It stops with the broker.
        }
    }
}
