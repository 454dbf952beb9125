package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the hubs of a sphere uploaded of its meters: one reading per Crownstone every 5 minutes, while a hub runs and the
 * collection is permitted. As in the cloud the 5-minute readings are kept for a day, the hourly ones for 14. To be used
 * under the home's lock.
 */
final class EnergyReadings {
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration FINE_KEPT = Duration.ofHours(24);
    private static final Duration HOURLY_KEPT = Duration.ofDays(14);
    private static final long HOUR_SECONDS = 3600;

    private final SimulatedSphere sphere;
    /** Joules by the id of the Crownstone. */
    private final NavigableMap<Instant, Map<String, Double>> readings = new TreeMap<>();

    private boolean permitted;
    private Instant uploadedUntil;

    EnergyReadings(SimulatedSphere sphere) {
        this.sphere = sphere;
        this.uploadedUntil = sphere.home.now();
    }

    boolean permitted() {
        return permitted;
    }

    void permit(boolean collection) {
        upload();
        permitted = collection;
    }

    /** Everything that was due since the last time. To be called before anything changes that a reading depends on. */
    void upload() {
        Instant now = sphere.home.now();
        if (permitted && sphere.hasRunningHub()) {
            Instant from = latest(uploadedUntil, now.minus(HOURLY_KEPT));
            long seconds = INTERVAL.toSeconds();
            Instant due = Instant.ofEpochSecond((from.getEpochSecond() / seconds + 1) * seconds);
            for (; !due.isAfter(now); due = due.plus(INTERVAL)) {
                for (SimulatedCrownstone crownstone : sphere.crownstones.values()) {
                    if (crownstone.meter != null) {
                        store(crownstone, due, crownstone.meter.joulesAt(due));
                    }
                }
            }
        }
        uploadedUntil = latest(uploadedUntil, now);
        readings.headMap(now.minus(FINE_KEPT)).keySet().removeIf(time -> time.getEpochSecond() % HOUR_SECONDS != 0);
        readings.headMap(now.minus(HOURLY_KEPT)).clear();
    }

    void store(SimulatedCrownstone crownstone, Instant at, double joules) {
        readings.computeIfAbsent(at, _ -> new LinkedHashMap<>()).put(crownstone.id(), Math.rint(joules));
    }

    /** Pretends that the hub uploads since then already. */
    void uploadSince(Instant time) {
        uploadedUntil = time;
    }

    /** The readings at the interval of the range around that date, and the newest one of each Crownstone. */
    ArrayNode usage(LocalDate date, String range, ZoneId zone) {
        upload();
        LocalDate first = switch (range) {
            case "week" -> date.minusDays(date.getDayOfWeek().getValue() - 1L);
            case "month" -> date.withDayOfMonth(1);
            case "year" -> date.withDayOfYear(1);
            default -> date;
        };
        LocalDate last = switch (range) {
            case "week" -> first.plusWeeks(1);
            case "month" -> first.plusMonths(1);
            case "year" -> first.plusYears(1);
            default -> first.plusDays(1);
        };
        NavigableMap<Instant, Map<String, Double>> within = readings.subMap(
                first.atStartOfDay(zone).toInstant(),
                true,
                last.atStartOfDay(zone).toInstant(),
                true);
        ArrayNode all = Json.array();
        Set<String> newest = new HashSet<>();
        // Backwards, so that the first of a Crownstone is its newest; the answer is in order of time.
        within.descendingMap()
                .forEach((time, joules) -> joules.forEach((id, reading) -> {
                    if (newest.add(id) || isOnInterval(time.atZone(zone), range)) {
                        all.insertObject(0)
                                .put("stoneId", id)
                                .put("timestamp", Json.time(time))
                                .set("energyUsage", Json.number(reading));
                    }
                }));
        return all;
    }

    private static boolean isOnInterval(ZonedDateTime time, String range) {
        boolean hour = time.getMinute() == 0 && time.getSecond() == 0 && time.getNano() == 0;
        return switch (range) {
            case "day" -> hour;
            case "year" -> hour && time.getHour() == 0 && time.getDayOfMonth() == 1;
            default -> hour && time.getHour() == 0;
        };
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
