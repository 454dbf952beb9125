package io.crownstone2mqtt.home;

/** The cloud's id of a hub: 24 hexadecimal digits on the real cloud, taken as an opaque text here. */
public record HubId(String value) implements CloudId {
    @Override
    public String toString() {
        return value;
    }
}
