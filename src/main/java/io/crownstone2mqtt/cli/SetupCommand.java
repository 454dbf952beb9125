package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.NewFile;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.Sphere;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "setup",
        description =
                "Asks for the Crownstone account and the broker, tries what is answered, and writes the configuration.")
final class SetupCommand extends OneShotCommand {
    private static final Path SERVICE = Path.of("/etc/crownstone2mqtt");

    @Option(
            names = "--from-environment",
            description = "Asks nothing: takes CROWNSTONE_EMAIL, CROWNSTONE_PASSWORD, MQTT_URL, MQTT_USERNAME and"
                    + " MQTT_PASSWORD.")
    private boolean fromEnvironment;

    @Option(names = "--force", description = "Writes over a file that is there.")
    private boolean force;

    SetupCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        Path file = target();
        boolean service = file.toAbsolutePath().startsWith(SERVICE);
        demandFree(file);
        SetupAnswers answers = fromEnvironment ? given() : asked();
        try {
            NewFile.write(file, answers.text());
        } catch (IOException e) {
            throw CommandFailure.failed("the configuration cannot be written to " + file + " (" + e
                    + "): choose another place with --config, or become root");
        }
        console.print("Written: " + file);
        console.print("Next: "
                + (service ? "sudo systemctl restart crownstone2mqtt" : "crownstone2mqtt run --config " + file));
        return ExitCode.SUCCESS;
    }

    private Path target() {
        Path named = config.file();
        if (named != null) {
            return named;
        }
        return Files.isWritable(SERVICE) ? SERVICE.resolve("application.conf") : Path.of("application.conf");
    }

    private void demandFree(Path file) {
        if (!Files.exists(file) || force) {
            return;
        }
        String advice = file + " is there already: add --force to write over it, or name another file with --config";
        if (fromEnvironment) {
            throw CommandFailure.failed(advice);
        }
        if (!Prompt.isYes(ask(file + " is there already. Write over it? [y/N] "))) {
            throw CommandFailure.failed("nothing was changed: " + advice);
        }
    }

    private SetupAnswers given() {
        SetupAnswers answers = SetupAnswers.given(context.configuration().environment());
        CheckReport report = new CheckReport(console, System::nanoTime);
        withSettings(answers, settings -> check(settings, report));
        int code = report.end();
        if (code != ExitCode.SUCCESS) {
            throw new CommandFailure(code, "nothing was written: correct what failed");
        }
        return answers;
    }

    private SetupAnswers asked() {
        SetupAnswers answers = new SetupAnswers(context.configuration().environment());
        do {
            String email = ask("E-mail address of the Crownstone account: ").strip();
            answers.account(email, secret("Password: "));
        } while (!works(answers, (settings, report) -> new CloudCheck(settings, report).run()));
        withSettings(answers, settings -> answers.spheres(spheres(settings)));
        do {
            String url = ask("MQTT broker [" + answers.brokerUrl() + "]: ").strip();
            String username = ask("User name at the broker [none]: ").strip();
            String password = username.isEmpty() ? "" : secret("Password at the broker: ");
            answers.broker(url.isEmpty() ? answers.brokerUrl() : url, username, password);
        } while (!works(answers, this::checkBroker));
        return answers;
    }

    @FunctionalInterface
    private interface Trial {
        void run(Settings settings, CheckReport report);
    }

    /** Whether it works; else its user answers once more, or ends it. */
    private boolean works(SetupAnswers answers, Trial trial) {
        CheckReport report = new CheckReport(console, System::nanoTime);
        try {
            withSettings(answers, settings -> trial.run(settings, report));
            if (report.end() == ExitCode.SUCCESS) {
                return true;
            }
        } catch (ConfigException e) {
            e.problems().forEach(problem -> console.complain(problem.toString()));
        }
        if (ask("That did not work. Answer again? [Y/n] ")
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith("n")) {
            throw CommandFailure.failed("nothing was written");
        }
        return false;
    }

    private void check(Settings settings, CheckReport report) {
        new CloudCheck(settings, report).run();
        checkBroker(settings, report);
    }

    private void checkBroker(Settings settings, CheckReport report) {
        BrokerCheck.run(context, settings, report, false);
    }

    /** As {@code run} would read them, from a file that nobody else can read and that does not stay. */
    private void withSettings(SetupAnswers answers, Consumer<Settings> use) {
        try {
            Path folder = Files.createTempDirectory("crownstone2mqtt-setup-");
            Path draft = folder.resolve("application.conf");
            try {
                // Also where Ctrl-C ends it; the last that is named goes first.
                folder.toFile().deleteOnExit();
                draft.toFile().deleteOnExit();
                NewFile.write(draft, answers.text());
                use.accept(context.configuration().load(draft));
            } finally {
                Files.deleteIfExists(draft);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of those that its user chose; none means all. */
    private List<String> spheres(Settings settings) {
        List<Sphere> all = Sorting.byName(
                view(settings).spheres(null),
                Sphere::label,
                sphere -> sphere.id().value());
        if (all.size() < 2) {
            return List.of();
        }
        for (int i = 0; i < all.size(); i++) {
            console.print((i + 1) + "  " + all.get(i).label());
        }
        while (true) {
            List<String> chosen = chosen(ask("Which spheres? Numbers with commas between [all]: "), all);
            if (chosen != null) {
                return chosen;
            }
            console.complain("give numbers from 1 to " + all.size() + ", such as 1,2");
        }
    }

    private static @Nullable List<String> chosen(String answer, List<Sphere> all) {
        List<String> ids = new ArrayList<>();
        for (String each : answer.isBlank() ? List.<String>of() : List.of(answer.split(",", -1))) {
            String number = each.strip();
            int index = number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : 0;
            if (index < 1 || index > all.size()) {
                return null;
            }
            ids.add(all.get(index - 1).id().value());
        }
        return ids;
    }

    private String ask(String question) {
        return answered(context.question().ask(question));
    }

    private String secret(String question) {
        return answered(context.question().askSecret(question));
    }

    private static String answered(@Nullable String answer) {
        if (answer == null) {
            throw CommandFailure.usage("setup asks questions: run it in a terminal, or give the answers as variables to"
                    + " setup --from-environment");
        }
        return answer;
    }
}
