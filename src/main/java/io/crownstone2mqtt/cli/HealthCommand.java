package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.monitoring.HealthAnswer;
import picocli.CommandLine.Command;

@Command(
        name = "health",
        description =
                "Prints the health of the bridge that runs on this machine, in one line; exit code 0 if it is healthy, 1"
                        + " if not.")
final class HealthCommand extends OneShotCommand {
    HealthCommand(CommandContext context) {
        super(context);
    }

    /** Reads only what it needs of the configuration: it may run where the passwords cannot be read. */
    @Override
    int run() {
        HealthAnswer answer = HealthAnswer.of(
                LocalBridges.find(context.service(), context.configuration().loadForHealth(config.file())));
        if (answer.healthy()) {
            console.print(answer.line());
            return ExitCode.SUCCESS;
        }
        console.complain(answer.line());
        return ExitCode.FAILED;
    }
}
