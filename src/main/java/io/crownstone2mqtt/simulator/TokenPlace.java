package io.crownstone2mqtt.simulator;

/** Where a request carried its token; the place that counts if there were several. */
public enum TokenPlace {
    NONE,
    HEADER,
    QUERY
}
