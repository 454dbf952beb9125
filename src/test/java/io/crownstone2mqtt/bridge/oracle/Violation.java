package io.crownstone2mqtt.bridge.oracle;

/** The bridge broke a promise. The kind says which one, so that a shortened scenario still shows the same fault. */
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    Violation(String kind, String what) {
        super(kind + ": " + what);
        this.kind = kind;
    }

    Violation(String kind, Throwable cause) {
        super(kind + ": " + cause, cause);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }
}
