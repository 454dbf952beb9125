import io.crownstone2mqtt.cli.DemoBroker;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;

/**
 * A simulated home with a broker, for tests of packages: prints the environment that a bridge needs to find it, then
 * {@code READY}, and stays until it is killed. Argument: the broker's port.
 */
class TestHome {
    static void main(String[] args) throws Exception {
        DemoBroker broker = DemoBroker.start(Integer.parseInt(args[0]));
        SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 10));
        System.out.println("CROWNSTONE_CLOUD_URL=" + cloud.apiUrl());
        System.out.println("CROWNSTONE_EVENTS_URL=" + cloud.eventsUrl());
        System.out.println("CROWNSTONE_EMAIL=" + DemoHome.EMAIL);
        System.out.println("CROWNSTONE_PASSWORD=" + DemoHome.PASSWORD);
        System.out.println("MQTT_URL=mqtt://127.0.0.1:" + broker.port());
        System.out.println("READY");
        Thread.currentThread().join();
    }
}
