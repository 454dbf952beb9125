package io.crownstone2mqtt.bridge.oracle;

import java.util.SplittableRandom;

/**
 * What the user of a simulated bridge decided, and how the home is at first.
 *
 * @param namesakes whether things of one name may occur
 * @param speed of the cloud at first
 * @param phones how they obey at first
 */
record Options(
        int accounts,
        boolean topicsById,
        boolean deviceFormat,
        boolean nonDimmableAsLight,
        boolean presence,
        boolean peopleByName,
        boolean namesakes,
        SimulatedCloud.Speed speed,
        SimulatedCloud.Phones phones) {
    static final String BASE = "crownstone2mqtt";
    static final String PREFIX = "homeassistant";
    static final String STATUS_TOPIC = "homeassistant/status";
    static final long EXPIRE_AFTER = 10_000;
    static final long RESYNC_INTERVAL = 15 * 60_000;
    static final long PRESENCE_INTERVAL = 3 * 60_000;

    static Options draw(SplittableRandom random) {
        return new Options(
                1 + random.nextInt(2),
                random.nextBoolean(),
                random.nextInt(3) == 0,
                random.nextBoolean(),
                random.nextInt(5) > 0,
                random.nextInt(4) > 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0 ? SimulatedCloud.Speed.SLOW : SimulatedCloud.Speed.FAST,
                SimulatedCloud.Phones.values()[random.nextInt(SimulatedCloud.Phones.values().length)]);
    }
}
