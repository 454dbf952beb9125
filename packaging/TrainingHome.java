import io.crownstone2mqtt.cli.DemoBroker;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A simulated home for the training run: prints the environment that a bridge needs to find it, then {@code READY}; waits
 * for the bridge, switches and dims a little, and ends when it has seen it work.
 */
class TrainingHome {
    private static final int EVENTS = 60;

    static void main() throws Exception {
        try (DemoBroker broker = DemoBroker.start(0);
                SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 20))) {
            CountDownLatch online = new CountDownLatch(1);
            CountDownLatch worked = new CountDownLatch(EVENTS);
            String url = "127.0.0.1:" + broker.port();
            MqttClient client = new MqttClient("tcp://" + url, "training", new MemoryPersistence());
            client.connect();
            client.subscribe("crownstone2mqtt/#", 1, (topic, message) -> {
                if (topic.equals("crownstone2mqtt/bridge/state") && message.toString().equals("online")) {
                    online.countDown();
                } else if (online.getCount() == 0) {
                    worked.countDown();
                }
            });
            System.out.println("CROWNSTONE_CLOUD_URL=" + cloud.apiUrl());
            System.out.println("CROWNSTONE_EVENTS_URL=" + cloud.eventsUrl());
            System.out.println("CROWNSTONE_EMAIL=" + DemoHome.EMAIL);
            System.out.println("CROWNSTONE_PASSWORD=" + DemoHome.PASSWORD);
            System.out.println("MQTT_URL=mqtt://" + url);
            System.out.println("READY");
            require(online, "is not online");
            cloud.live(Duration.ofMillis(200));
            for (String payload : new String[] {"ON", "50", "{\"state\":\"OFF\",\"id\":\"training\"}", "nonsense"}) {
                client.publish("crownstone2mqtt/home/crownstone/desk-lamp/set", payload.getBytes("UTF-8"), 1, false);
            }
            client.publish("crownstone2mqtt/home/location/kitchen/set", "TOGGLE".getBytes("UTF-8"), 1, false);
            require(worked, "does not follow events");
        }
        System.exit(0);
    }

    private static void require(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(120, TimeUnit.SECONDS)) {
            System.err.println("The bridge " + what + " after 120 s");
            System.exit(1);
        }
    }
}
