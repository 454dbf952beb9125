package io.crownstone2mqtt.testing;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.hivemq.HiveMQContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * HiveMQ's community edition in a container. The system property {@code crownstone2mqtt.hivemq-image} names another
 * image than the public one.
 */
public final class HiveMqContainer implements TestBroker {
    private static final DockerImageName PUBLIC = DockerImageName.parse("hivemq/hivemq-ce");
    private static final String IMAGE = System.getProperty("crownstone2mqtt.hivemq-image", "hivemq/hivemq-ce:2025.5");

    private final HiveMQContainer container =
            new HiveMQContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor(PUBLIC));
    private final Relay relay;

    public HiveMqContainer() {
        container.start();
        relay = new Relay(mapped());
    }

    private URI mapped() {
        return URI.create("mqtt://" + container.getHost() + ":" + container.getMqttPort());
    }

    /** The relay's: the engine gives the broker another port with each start. */
    @Override
    public URI url() {
        return relay.url();
    }

    @Override
    public void stop() {
        DockerClientFactory.lazyClient()
                .stopContainerCmd(container.getContainerId())
                .exec();
        relay.cut();
    }

    @Override
    public void start() {
        container.stop();
        container.start();
        relay.pointTo(mapped());
    }

    @Override
    public void close() {
        relay.close();
        container.close();
    }
}
