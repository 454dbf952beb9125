package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.bridge.Bridge;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One switch event, from the parsed event to the list of publications, in small and large homes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class EventStepBenchmark {
    /** Spheres x Crownstones in each. */
    @Param({"1x10", "1x10000", "40x250"})
    public String home = "";

    /** Of which Crownstones events come: with ten the rest of a large home is there, but nobody asks the memory for it. */
    @Param({"all", "ten"})
    public String heard = "";

    private List<HomeEvent> events = List.of();
    private MeasuredBridge bridge = new MeasuredBridge(Home.EMPTY);
    private int next;

    @Setup
    public void publishTheHome() {
        int[] size =
                List.of(home.split("x", 2)).stream().mapToInt(Integer::parseInt).toArray();
        Home model = Homes.of(size[0], size[1]);
        bridge = new MeasuredBridge(model);
        events = onThenOff(model, heard.equals("ten") ? 10 : Integer.MAX_VALUE);
        if (published(bridge.hear(events.getFirst())) < 2) {
            throw new IllegalStateException("an event makes no publications");
        }
    }

    /** In random order, so that a large home is not in the processor's cache by courtesy of its neighbours. */
    private static List<HomeEvent> onThenOff(Home home, int most) {
        List<HomeEvent> once = new ArrayList<>();
        home.spheres()
                .forEach((sphere, within) -> within.crownstones()
                        .keySet()
                        .forEach(id -> once.add(new HomeEvent.StateReported(sphere, id, 100))));
        Collections.shuffle(once, new Random(1));
        List<HomeEvent> chosen = once.stream().limit(most).toList();
        List<HomeEvent> events = new ArrayList<>(chosen);
        chosen.stream()
                .map(HomeEvent.StateReported.class::cast)
                .forEach(on -> events.add(new HomeEvent.StateReported(on.sphere(), on.crownstone(), 0)));
        return List.copyOf(events);
    }

    private static long published(Bridge.Step step) {
        return step.effects().stream().filter(Effect.Publish.class::isInstance).count();
    }

    @Benchmark
    public Bridge.Step event() {
        next = next + 1 == events.size() ? 0 : next + 1;
        return bridge.hear(events.get(next));
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(EventStepBenchmark.class.getName())
                        .jvmArgsAppend("-Xms1g", "-Xmx1g")
                        .build())
                .run();
    }
}
