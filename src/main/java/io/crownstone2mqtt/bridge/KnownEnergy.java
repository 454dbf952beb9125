package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Meter;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MeterValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of energy meters, and how it stands with asking for them.
 *
 * @param spheres those with a hub
 * @param meters of Crownstones whose energy is collected, or was when the bridge ran last
 * @param problems of what was asked for last; that which is not there works
 */
record KnownEnergy(
        PersistentMap<SphereId, Collection> spheres,
        PersistentMap<CrownstoneId, MeterValues> meters,
        PersistentMap<FetchScope, String> problems) {
    static final KnownEnergy NOTHING =
            new KnownEnergy(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    /**
     * Of one sphere.
     *
     * @param permitted whether readings are asked for; null while that is not known
     * @param askedAt when they were last asked for
     */
    record Collection(@Nullable Boolean permitted, @Nullable Duration askedAt) {
        static final Collection UNKNOWN = new Collection(null, null);

        Collection permitted(boolean nowPermitted) {
            return new Collection(nowPermitted, askedAt);
        }

        Collection asked(Duration at) {
            return new Collection(permitted, at);
        }
    }

    /** A meter, known since that time. */
    record KnownMeter(Meter meter, Duration receivedAt) implements MeterValues {
        @Override
        public String energy() {
            return plain(meter.kilowattHours(), 3);
        }

        @Override
        public @Nullable String power() {
            Double watts = meter.watts();
            return watts == null ? null : plain(watts, 1);
        }

        private static String plain(double number, int digits) {
            return BigDecimal.valueOf(number)
                    .setScale(digits, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    /** What an earlier run has published, found at that time. */
    record EarlierMeter(@Nullable String energy, @Nullable String power, Duration foundAt) implements MeterValues {}

    /** Of today; null where that is not known. */
    @Nullable
    Double kilowattHoursToday(CrownstoneId id) {
        return meters.get(id) instanceof KnownMeter(Meter meter, Duration _) ? meter.kilowattHoursToday() : null;
    }

    Collection of(SphereId sphere) {
        return spheres.getOrDefault(sphere, Collection.UNKNOWN);
    }

    KnownEnergy with(SphereId sphere, Collection collection) {
        return new KnownEnergy(spheres.with(sphere, collection), meters, problems);
    }

    KnownEnergy with(PersistentMap<CrownstoneId, MeterValues> newMeters) {
        return new KnownEnergy(spheres, newMeters, problems);
    }

    KnownEnergy withProblem(FetchScope scope, String problem) {
        return new KnownEnergy(spheres, meters, problems.with(scope, problem));
    }

    KnownEnergy withoutProblem(FetchScope scope) {
        return new KnownEnergy(spheres, meters, problems.without(scope));
    }
}
