package io.crownstone2mqtt.cli;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal. */
@FunctionalInterface
interface Prompt {
    /** What was typed; null if nobody can be asked. */
    @Nullable
    String ask(String question);

    Prompt ON_TERMINAL = question -> {
        java.io.Console terminal = System.console();
        if (terminal == null || !terminal.isTerminal()) {
            return null;
        }
        String answer = terminal.readLine("%s", question);
        return answer == null ? "" : answer;
    };

    static boolean isYes(String answer) {
        return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
