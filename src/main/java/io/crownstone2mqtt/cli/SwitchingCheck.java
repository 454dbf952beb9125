package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.bridge.BridgeOptions.SphereFilter;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SpherePart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of each mirrored sphere whether anybody can carry out commands now. Where nobody can, that is no failure. */
record SwitchingCheck(SphereFilter filter, CheckReport report) {
    void run(String step, HomeSnapshot snapshot) {
        List<Sphere> mirrored =
                Sorting.byName(
                                snapshot.home().spheres().values(),
                                Sphere::label,
                                sphere -> sphere.id().value())
                        .stream()
                        .filter(filter::takes)
                        .toList();
        String able = mirrored.stream()
                .filter(sphere -> can(snapshot, sphere).orElse(false))
                .map(Sphere::label)
                .collect(Collectors.joining(", "));
        if (!able.isEmpty()) {
            report.found(
                    step, able + ": commands can be carried out by a hub, or by the phone of somebody who is there");
        }
        for (Sphere sphere : mirrored) {
            sphere.whyNobodySwitches(hasPresence(snapshot, sphere))
                    .ifPresent(why -> report.note(
                            step,
                            sphere.label() + ": nobody can carry out commands now: " + why
                                    + "; be there with the Crownstone app, or connect a hub"));
            if (can(snapshot, sphere).isEmpty()) {
                report.skip(step, sphere.label() + ": it cannot be read who is there, and there is no hub");
            }
        }
    }

    private static Optional<Boolean> can(HomeSnapshot snapshot, Sphere sphere) {
        return sphere.switching(hasPresence(snapshot, sphere));
    }

    private static boolean hasPresence(HomeSnapshot snapshot, Sphere sphere) {
        return snapshot.has(sphere.id(), SpherePart.PRESENCE);
    }
}
