package io.crownstone2mqtt.home;

/** The cloud's id of a scene: 24 hexadecimal digits on the real cloud, taken as an opaque text here. */
public record SceneId(String value) implements CloudId {
    @Override
    public String toString() {
        return value;
    }
}
