package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.Settings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description =
                "Tests the configuration, the login to the cloud, the event stream, the login to the broker and the"
                        + " rights there. Changes nothing.")
final class CheckCommand extends OneShotCommand {
    @Option(
            names = "--as-bridge",
            description = "Connects to the broker under mqtt.client-id also where another one does not"
                    + " tell whether a bridge uses it: one that runs elsewhere loses its connection for a moment.")
    private boolean asBridge;

    CheckCommand(CommandContext context) {
        super(context);
    }

    /** Tries everything that the bridge needs, one step after the other. */
    @Override
    int run() {
        CheckReport report = new CheckReport(console, System::nanoTime);
        AtomicReference<@Nullable Settings> loaded = new AtomicReference<>();
        report.step("configuration", () -> {
            Settings read = settings();
            loaded.set(read);
            int accounts = read.cloud().accounts().size();
            return accounts == 1 ? "1 account" : accounts + " accounts";
        });
        Settings settings = loaded.get();
        if (settings != null) {
            new CloudCheck(settings, report).run();
            BrokerCheck.run(context, settings, report, asBridge);
        }
        return report.end();
    }
}
