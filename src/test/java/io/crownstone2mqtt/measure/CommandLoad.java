package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bridge's step under many commands: one command beside 4,000 others, 20 whole spheres switched at once, and 1,000
 * discovery messages that somebody clears. Without network: what is measured is the loop's own time.
 */
public final class CommandLoad {
    private static final int ROUNDS = 30;
    private static final Duration WINDOW = Duration.ofMillis(20);

    private CommandLoad() {}

    public static void main(String[] arguments) {
        spheresAtOnce("cold", 1);
        spheresAtOnce("warm", ROUNDS);
        cleared();
        oneBesideOthers();
        events();
    }

    /** The same ten Crownstones' events in a small and in a large home, in turns. */
    private static void events() {
        MeasuredBridge small = new MeasuredBridge(Homes.of(1, 10));
        Home model = Homes.of(1, 10_000);
        MeasuredBridge large = new MeasuredBridge(model);
        SphereId sphere = model.spheres().keySet().iterator().next();
        List<CrownstoneId> ids = Homes.of(1, 10).spheres().values().stream()
                .flatMap(each -> each.crownstones().keySet().stream())
                .toList();
        for (int round = 0; round < 4; round++) {
            Timings inSmall = new Timings();
            Timings inLarge = new Timings();
            for (int number = 0; number < 20_000; number++) {
                CrownstoneId id = ids.get(number % ids.size());
                HomeEvent event = new HomeEvent.StateReported(sphere, id, number / ids.size() % 2 == 0 ? 100 : 0);
                time(inSmall, () -> small.hear(event));
                time(inLarge, () -> large.hear(event));
            }
            System.out.println("an event in a home of 10: " + inSmall.median() + " ns");
            System.out.println("an event in a home of 10,000: " + inLarge.median() + " ns");
        }
    }

    private static void time(Timings timings, Runnable step) {
        long begin = System.nanoTime();
        step.run();
        timings.add(System.nanoTime() - begin);
    }

    private static void spheresAtOnce(String when, int rounds) {
        Timings timings = new Timings();
        for (int round = 0; round < rounds; round++) {
            MeasuredBridge bridge = new MeasuredBridge(Homes.of(20, 100));
            long begin = System.nanoTime();
            for (int sphere = 0; sphere < 20; sphere++) {
                bridge.receive("crownstone2mqtt/house-" + sphere + "/set", "ON");
            }
            long requests = sent(bridge.passes(WINDOW));
            if (requests != 20) {
                throw new IllegalStateException("20 requests were expected, not " + requests);
            }
            timings.add(System.nanoTime() - begin + WINDOW.toNanos());
        }
        System.out.println("20 sphere commands of 100 Crownstones, to the last request, window included, " + when + ": "
                + timings);
    }

    private static long sent(Bridge.Step step) {
        return step.effects().stream().filter(Effect.Switch.class::isInstance).count();
    }

    private static void cleared() {
        Timings timings = new Timings();
        for (int round = 0; round < 5; round++) {
            MeasuredBridge bridge = new MeasuredBridge(Homes.of(1, 2_000));
            List<Message> discovery = bridge.mirror().stream()
                    .filter(message -> message.topic().endsWith("/config"))
                    .limit(1_000)
                    .toList();
            long begin = System.nanoTime();
            discovery.forEach(message -> bridge.receive(message.topic(), ""));
            int published = bridge.passes(Duration.ofMillis(200)).effects().size();
            if (published < 1_000) {
                throw new IllegalStateException("only " + published + " messages came back");
            }
            timings.add(System.nanoTime() - begin + Duration.ofMillis(200).toNanos());
        }
        System.out.println(
                "1,000 cleared discovery messages of 2,000, until published, 200 ms pause included: " + timings);
    }

    private static void oneBesideOthers() {
        for (int round = 0; round < 3; round++) {
            Timings alone = oneBeside(0);
            Timings among = oneBeside(4_000);
            System.out.println("one command beside none: " + alone);
            System.out.println("one command beside 4,000: " + among);
        }
    }

    private static Timings oneBeside(int others) {
        MeasuredBridge bridge = new MeasuredBridge(Homes.of(50, 100));
        int spheres = others / 100;
        List<Effect.Switch> sent = new ArrayList<>();
        for (int sphere = 1; sphere <= spheres; sphere++) {
            bridge.receive("crownstone2mqtt/house-" + sphere + "/set", "ON");
        }
        bridge.passes(WINDOW.multipliedBy(2)).effects().forEach(effect -> {
            if (effect instanceof Effect.Switch order) {
                sent.add(order);
            }
        });
        sent.forEach(order -> bridge.step(new Input.SwitchAnswered(order.batch(), null)));
        Timings timings = new Timings();
        for (int number = 0; number < 3_000; number++) {
            String topic = "crownstone2mqtt/house-0/crownstone/reading-lamp-" + number % 100 + "/set";
            long begin = System.nanoTime();
            bridge.receive(topic, number / 100 % 2 == 0 ? "ON" : "OFF");
            if (number > 500) {
                timings.add(System.nanoTime() - begin);
            }
            Bridge.Step left = bridge.passes(Duration.ofMillis(1));
            left.effects().forEach(effect -> {
                if (effect instanceof Effect.Switch order) {
                    bridge.step(new Input.SwitchAnswered(order.batch(), null));
                }
            });
        }
        return timings;
    }
}
