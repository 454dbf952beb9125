package io.crownstone2mqtt.simulator;

/** What a switch command asks for. */
public enum SwitchType {
    TURN_ON,
    TURN_OFF,
    PERCENTAGE
}
