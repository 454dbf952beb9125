package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.LogLines;
import io.crownstone2mqtt.daemon.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that does one thing and ends. Its standard output is its result: log lines go to standard error. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class OneShotCommand implements Callable<Integer> {
    final CommandContext context;
    final Console console;

    @Mixin
    final ConfigOption config = new ConfigOption();

    OneShotCommand(CommandContext context) {
        this.context = context;
        this.console = context.console();
    }

    /**
     * Does it.
     *
     * @return an {@link ExitCode}
     * @throws CommandFailure it cannot be done
     */
    abstract int run();

    @Override
    public final Integer call() {
        LogLines.toErrors();
        return run();
    }

    Settings settings() {
        return context.configuration().load(config.file());
    }

    /**
     * What all accounts see now, logged out again. Says what is missing.
     *
     * @throws CommandFailure no account sees anything
     */
    AccountsView view(Settings settings) {
        AccountsView view;
        try (Accounts accounts = Accounts.open(settings)) {
            view = accounts.read();
        }
        view.complainOrFail(console);
        return view;
    }
}
