package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The home as an account last read it, for finding things. Empty until something is looked for: nobody else needs the memory. */
final class HomeCache {
    private final AtomicReference<@Nullable Home> home = new AtomicReference<>();
    private final ReentrantLock reading = new ReentrantLock();

    /** What is kept, or else what is read now, once for all who ask at the same time. */
    Home get(CloudCall call, Supplier<Home> read) {
        Home known = home.get();
        return known != null ? known : readOnce(call, read);
    }

    private Home readOnce(CloudCall call, Supplier<Home> read) {
        lock(call);
        try {
            Home known = home.get();
            Home result = known != null ? known : read.get();
            home.set(result);
            return result;
        } finally {
            reading.unlock();
        }
    }

    private void lock(CloudCall call) {
        try {
            if (reading.tryLock(call.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        CloudProblem why = call.stopped();
        throw new CloudException(
                why == null ? new Unavailable("the Crownstone cloud did not answer in time; try again") : why);
    }

    /** News about everything, if anything is kept. */
    void update(Home fresh) {
        home.updateAndGet(known -> known == null ? null : fresh);
    }

    /** News about one sphere, if anything is kept. */
    void update(Sphere fresh) {
        home.updateAndGet(known -> known == null ? null : known.with(fresh));
    }
}
