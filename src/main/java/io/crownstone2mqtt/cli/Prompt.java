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

    /** The same without showing what is typed. */
    default @Nullable String askSecret(String question) {
        return ask(question);
    }

    /** Whether there is somebody to ask. */
    default boolean isAnswered() {
        return true;
    }

    /** The end of what is typed counts as nobody there. */
    Prompt ON_TERMINAL = new Prompt() {
        @Override
        public boolean isAnswered() {
            return terminal() != null;
        }

        @Override
        public @Nullable String ask(String question) {
            java.io.Console terminal = terminal();
            return terminal == null ? null : terminal.readLine("%s", question);
        }

        @Override
        public @Nullable String askSecret(String question) {
            java.io.Console terminal = terminal();
            char[] typed = terminal == null ? null : terminal.readPassword("%s", question);
            return typed == null ? null : new String(typed);
        }

        private java.io.@Nullable Console terminal() {
            java.io.Console terminal = System.console();
            return terminal != null && terminal.isTerminal() ? terminal : null;
        }
    };

    static boolean isYes(String answer) {
        return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
