package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import io.crownstone2mqtt.mirror.MirrorSource;
import io.crownstone2mqtt.mirror.Publications;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The mirror of 10,000 Crownstones from nothing, and what to publish of it to an empty broker. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RenderBenchmark {
    private static final int CROWNSTONES = 10_000;
    private static final Instant STARTED = Instant.parse("2026-11-22T06:00:00Z");
    private static final URI ANYWHERE = URI.create("mqtt://broker.example");

    @Param({"1", "40"})
    public int spheres;

    private final MirrorOptions options = MirrorOptions.defaults();
    private final TopicScheme topics = new TopicScheme(options);
    private final MirrorRenderer renderer = new MirrorRenderer(options);
    private MirrorSource snapshot = snapshot(Home.EMPTY);

    @Setup
    public void takeTheSnapshot() {
        snapshot = snapshot(Homes.of(spheres, CROWNSTONES / spheres));
    }

    private static MirrorSource snapshot(Home home) {
        PersistentMap<SphereId, Boolean> online = PersistentMap.empty();
        for (SphereId sphere : home.spheres().keySet()) {
            online = online.with(sphere, true);
        }
        return new MirrorSource(
                home,
                online,
                new MirrorSource.BridgeInfo(
                        STARTED, ANYWHERE, ANYWHERE, STARTED, MirrorSource.Monitor.well(1, "info")));
    }

    @Benchmark
    public Publications renderAndDiff() {
        Publications publications =
                Publications.between(null, renderer.render(snapshot), PersistentMap.empty(), topics, true);
        if (publications.messages().size() < 3 * CROWNSTONES) {
            throw new IllegalStateException("not everything is published");
        }
        return publications;
    }

    /** First in JVMs that just started, as after a start of the bridge, then in warm ones. */
    public static void main(String[] arguments) throws RunnerException {
        var common = new OptionsBuilder()
                .include(RenderBenchmark.class.getName())
                .jvmArgsAppend("-Xms1g", "-Xmx1g")
                .build();
        new Runner(new OptionsBuilder()
                        .parent(common)
                        .mode(Mode.SingleShotTime)
                        .forks(7)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .build())
                .run();
        new Runner(new OptionsBuilder()
                        .parent(common)
                        .mode(Mode.SampleTime)
                        .forks(2)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(4)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
    }
}
