package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import java.util.HashSet;
import java.util.Set;

/** Which Crownstones have an energy meter, asked as the bridge asks; a problem with that is reported, and affects nothing else. */
record EnergyReader(Settings settings, AccountsView view, Console console) {
    /** The Crownstones that have readings of today. */
    Set<CrownstoneId> metered(Home home) {
        Set<CrownstoneId> metered = new HashSet<>();
        if (settings.cloud().energy().isAskedBeside(settings.cloud().url())) {
            home.spheres().values().forEach(sphere -> metered.addAll(metered(sphere)));
        }
        return metered;
    }

    private Set<CrownstoneId> metered(Sphere sphere) {
        AccountsView.Access access = view.best(sphere.id());
        if (sphere.hubs().isEmpty() || !access.role().maySwitch()) { // a guest may not read meters
            return Set.of();
        }
        try {
            return isCollected(sphere, access.cloud())
                    ? access.cloud().meterReadings(sphere.id()).byCrownstone().keySet()
                    : Set.of();
        } catch (CloudException e) {
            console.complain("energy of " + sphere.label() + ": " + e.getMessage() + "; it is left out");
            return Set.of();
        }
    }

    private boolean isCollected(Sphere sphere, CrownstoneCloud cloud) {
        return settings.cloud().energy().enabled() == Settings.EnergyMode.TRUE || cloud.collectsEnergy(sphere.id());
    }
}
