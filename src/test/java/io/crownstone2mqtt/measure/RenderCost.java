package io.crownstone2mqtt.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Like {@link RenderBenchmark}, but the processor's time, which other work on the machine hardly changes. */
public final class RenderCost {
    private static final int WARM_UP_ROUNDS = 20;
    private static final int ROUNDS = 20;

    private RenderCost() {}

    public static void main(String[] arguments) {
        ThreadMXBean processor = ManagementFactory.getThreadMXBean();
        for (int spheres : new int[] {1, 40}) {
            RenderBenchmark benchmark = new RenderBenchmark();
            benchmark.spheres = spheres;
            benchmark.takeTheSnapshot();
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                Timings first = round(benchmark, processor, 1);
                if (i == 0 && spheres == 1) {
                    System.out.println("the first in this JVM: " + first);
                }
            }
            System.out.println(spheres + " spheres, warm: " + round(benchmark, processor, ROUNDS));
        }
    }

    private static Timings round(RenderBenchmark benchmark, ThreadMXBean processor, int times) {
        Timings timings = new Timings();
        for (int i = 0; i < times; i++) {
            long start = processor.getCurrentThreadCpuTime();
            var _ = benchmark.renderAndDiff();
            timings.add(processor.getCurrentThreadCpuTime() - start);
        }
        return timings;
    }
}
