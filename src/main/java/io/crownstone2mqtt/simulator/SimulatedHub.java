package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * A hub of a sphere. While it runs it renews its {@code lastSeen} every 15 minutes, uploads meter readings every 5 and
 * carries out commands. All of that goes by the cloud's clock.
 */
public final class SimulatedHub extends SimulatedThing {
    private static final Duration RENEWAL = Duration.ofMinutes(15);

    private final SimulatedSphere sphere;
    private Instant lastSeen;
    private boolean running = true;

    SimulatedHub(SimulatedSphere sphere, String name, String localAddress) {
        super(sphere.home, Json.object().put("name", name));
        this.sphere = sphere;
        this.lastSeen = home.now();
        document.put("sphereId", sphere.id())
                .put("localIPAddress", localAddress)
                .put("httpsPort", 443)
                .put("httpPort", 80)
                .put("externalIPAddress", "127.0.0.1");
    }

    public String name() {
        return String.valueOf(text("name"));
    }

    /** From now on its {@code lastSeen} stays as it is, nothing is uploaded and no command is carried out. */
    public void stop() {
        home.change(() -> {
            sphere.energy.upload();
            shown();
            running = false;
        });
    }

    /** As if it had been stopped so long after its last renewal. */
    public void stopAfterSilenceOf(Duration silence) {
        home.change(() -> {
            stop();
            lastSeen = home.now().minus(silence);
        });
    }

    public void start() {
        home.change(() -> {
            sphere.energy.upload();
            lastSeen = home.now();
            running = true;
        });
    }

    /** The Crownstone that is its radio, of type CROWNSTONE_HUB or CROWNSTONE_USB. */
    public SimulatedHub linkedTo(SimulatedCrownstone radio) {
        home.change(() -> document.put("linkedStoneId", radio.id()));
        return this;
    }

    public SimulatedHub in(SimulatedLocation location) {
        home.change(() -> document.put("locationId", location.id()));
        return this;
    }

    public void rename(String newName) {
        setText("name", newName);
    }

    public void remove() {
        home.change(() -> {
            sphere.energy.upload();
            sphere.hubs.remove(id());
        });
    }

    boolean isRunning() {
        return home.read(() -> running);
    }

    @Override
    ObjectNode shown() {
        if (running) {
            long renewals = Math.max(0, Duration.between(lastSeen, home.now()).dividedBy(RENEWAL));
            lastSeen = lastSeen.plus(RENEWAL.multipliedBy(renewals));
        }
        return document.put("lastSeen", Json.time(lastSeen));
    }
}
