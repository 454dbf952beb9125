package io.crownstone2mqtt.config;

import java.util.Map;

/**
 * What the environment says of the terminal.
 *
 * @param colour whether colour is welcome: {@code NO_COLOR} forbids it (see no-color.org), a dumb terminal cannot show it
 */
public record TerminalEnvironment(boolean colour) {
    /** That of this process. */
    public static TerminalEnvironment read() {
        return of(System.getenv());
    }

    static TerminalEnvironment of(Map<String, String> variables) {
        var environment = new Environment(variables);
        return new TerminalEnvironment(environment.get("NO_COLOR") == null && !"dumb".equals(environment.get("TERM")));
    }
}
