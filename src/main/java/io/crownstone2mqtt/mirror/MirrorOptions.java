package io.crownstone2mqtt.mirror;

/**
 * What the user decides about topics and discovery.
 *
 * @param clientId tells this bridge's own device from other bridges' in Home Assistant
 * @param version ours, shown as software version and origin
 */
public record MirrorOptions(
        TopicOptions topics, DiscoveryOptions discovery, PeopleOptions people, String clientId, String version) {
    /**
     * How topics are named.
     *
     * @param base the first level or levels of every topic
     * @param byId cloud ids instead of names as topic levels
     */
    public record TopicOptions(String base, boolean byId) {}

    /**
     * What is announced to Home Assistant.
     *
     * @param prefix Home Assistant's discovery prefix
     * @param deviceFormat one message a device instead of one an entity
     * @param nonDimmableAsLight a Crownstone without dimming is announced as a light instead of a switch
     * @param asIntegration entity ids of Crownstones as Home Assistant's own integration makes them
     */
    public record DiscoveryOptions(
            boolean enabled, String prefix, boolean deviceFormat, boolean nonDimmableAsLight, boolean asIntegration) {
        public DiscoveryOptions(boolean enabled, String prefix, boolean deviceFormat, boolean nonDimmableAsLight) {
            this(enabled, prefix, deviceFormat, nonDimmableAsLight, false);
        }

        /** Announced, one message an entity. */
        public DiscoveryOptions inComponents() {
            return new DiscoveryOptions(true, prefix, false, nonDimmableAsLight, asIntegration);
        }
    }

    /**
     * What is published about people.
     *
     * @param mirrored whether presence is on MQTT at all
     * @param byName people's names instead of their ids, in topics and payloads
     */
    public record PeopleOptions(boolean mirrored, boolean byName) {}

    public static MirrorOptions defaults() {
        return new MirrorOptions(
                new TopicOptions("crownstone2mqtt", false),
                new DiscoveryOptions(true, "homeassistant", false, false),
                new PeopleOptions(true, true),
                "crownstone2mqtt",
                "0.0.0");
    }

    public MirrorOptions with(TopicOptions other) {
        return new MirrorOptions(other, discovery, people, clientId, version);
    }

    public MirrorOptions with(DiscoveryOptions other) {
        return new MirrorOptions(topics, other, people, clientId, version);
    }

    public MirrorOptions with(PeopleOptions other) {
        return new MirrorOptions(topics, discovery, other, clientId, version);
    }
}
