package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.cli.DemoBroker;
import io.crownstone2mqtt.testing.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

/** The demo's broker, started as the demo starts it, is as good as any: a newcomer's Home Assistant may use it. */
class DemoBrokerContractIT extends BrokerContract {
    DemoBrokerContractIT() {
        super(new Restartable());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private static final class Restartable implements TestBroker {
        private DemoBroker running = started(0);
        private final int port = running.port();

        private static DemoBroker started(int port) {
            try {
                return DemoBroker.start(port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public URI url() {
            return URI.create("mqtt://127.0.0.1:" + port);
        }

        @Override
        public void stop() {
            running.close();
        }

        @Override
        public void start() {
            running = started(port);
        }

        @Override
        public void close() {
            running.close();
        }
    }
}
