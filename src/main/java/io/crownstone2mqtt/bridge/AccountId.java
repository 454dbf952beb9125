package io.crownstone2mqtt.bridge;

/** An account by its place in the configuration, from 1: its e-mail address belongs in no log. */
public record AccountId(int number) {
    @Override
    public String toString() {
        return "account " + number;
    }
}
