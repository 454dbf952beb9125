package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.NewFile;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "setup",
        description =
                "Asks for the Crownstone account and the broker, tries what is answered, and writes the configuration.")
final class SetupCommand extends OneShotCommand {
    private static final Path SERVICE = Path.of("/etc/crownstone2mqtt");
    private static final String SERVICE_GROUP = "crownstone2mqtt";
    private static final String FILE_NAME = "application.conf";

    @Option(
            names = "--from-environment",
            description = "Asks nothing: takes CROWNSTONE_EMAIL, CROWNSTONE_PASSWORD, MQTT_URL, MQTT_USERNAME and"
                    + " MQTT_PASSWORD, or CROWNSTONE_PASSWORD_FILE and MQTT_PASSWORD_FILE.")
    private boolean fromEnvironment;

    @Option(names = "--force", description = "Writes over a file that is there; it is kept as FILE.old.")
    private boolean force;

    SetupCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        Path file = target();
        String obstacle = NewFile.obstacle(file);
        if (obstacle != null) {
            throw CommandFailure.failed(FilePath.shown(file) + " " + obstacle);
        }
        if (!fromEnvironment && !context.question().isAnswered()) {
            throw CommandFailure.usage("setup asks questions: run it in a terminal, or give the answers as variables to"
                    + " setup --from-environment");
        }
        AtomicBoolean unwritten = sayIfInterrupted();
        try {
            Object before = state(file);
            demandFree(file);
            SetupAnswers answers = fromEnvironment ? given() : asked();
            if (!Objects.equals(before, state(file))) {
                throw CommandFailure.failed(FilePath.shown(file)
                        + " has been changed by somebody else: nothing was written, run setup again");
            }
            if (!unwritten.getAndSet(false)) {
                throw CommandFailure.failed("interrupted: nothing was written");
            }
            write(file, answers);
            if (isStartedBySystemd(file)) {
                demandReadable(file, answers);
            }
            return confirm(file, answers);
        } finally {
            unwritten.set(false);
        }
    }

    private Path target() {
        Path named = config.file();
        if (named != null) {
            return named;
        }
        if (Files.isWritable(SERVICE)) {
            return SERVICE.resolve(FILE_NAME);
        }
        if (Files.isDirectory(SERVICE)) {
            console.print("Writes " + FILE_NAME + " here; for the service: sudo crownstone2mqtt setup");
        }
        return FilePath.of(FILE_NAME);
    }

    private static boolean isOfService(Path file) {
        return file.toAbsolutePath().startsWith(SERVICE);
    }

    private static boolean isStartedBySystemd(Path file) {
        return isOfService(file) && Files.isDirectory(Path.of("/run/systemd/system"));
    }

    /** Ctrl-C ends the process while a question is open. */
    private AtomicBoolean sayIfInterrupted() {
        AtomicBoolean unwritten = new AtomicBoolean(true);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (unwritten.getAndSet(false)) {
                                console.print(System.lineSeparator() + "Interrupted: nothing was written.");
                            }
                        },
                        "setup-interrupted"));
        return unwritten;
    }

    /** What tells whether it has been changed since; null if there is none. */
    private static @Nullable Object state(Path file) {
        try {
            return Files.exists(file) ? List.of(Files.getLastModifiedTime(file), Files.size(file)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void demandFree(Path file) {
        if (!Files.exists(file) || force || NewFile.setsNothing(file)) {
            return;
        }
        String shown = FilePath.shown(file);
        String advice = shown + " is there already: add --force to write over it, or name another file with --config";
        if (fromEnvironment) {
            throw CommandFailure.failed(advice);
        }
        String answer = context.question().ask(shown + " is there already. Write over it? [y/N] ");
        if (!Prompt.isYes(answer == null ? "" : answer)) {
            throw CommandFailure.failed("nothing was changed: " + advice);
        }
    }

    private SetupAnswers given() {
        SetupAnswers answers = SetupAnswers.given(context.configuration().environment());
        CheckReport report = new CheckReport(console, System::nanoTime);
        Settings settings = answers.settings();
        new CloudCheck(settings, report).run();
        BrokerCheck.runBesides(context, settings, report);
        int code = report.end();
        if (code != ExitCode.SUCCESS) {
            throw new CommandFailure(code, "nothing was written: correct what failed");
        }
        answers.keepProxy(settings);
        return answers;
    }

    private SetupAnswers asked() {
        SetupAnswers answers = SetupAnswers.begun(context.configuration().environment());
        // What goes wrong is a part of the dialogue: standard error has a thread of its own, which may be later than
        // the next question.
        Console dialogue = new Console(console.out(), console.out(), console.colour());
        CommandContext there = new CommandContext(
                context.configuration(), dialogue, context.question(), context.service(), context.faults());
        new SetupDialogue(there, answers, settings -> view(settings).spheres(null)).run();
        return answers;
    }

    private void write(Path file, SetupAnswers answers) {
        String shown = FilePath.shown(file);
        try {
            Path kept = NewFile.write(
                    file, NewFile.configuration(answers.values()), isOfService(file) ? SERVICE_GROUP : null);
            console.print("Written: " + shown);
            if (kept != null) {
                console.print("What was there is kept: " + FilePath.shown(kept));
            }
        } catch (IOException e) {
            throw CommandFailure.failed(
                    shown + " cannot be written (" + reason(e) + "): name another file with --config, or become root");
        }
    }

    /** Says what the service, which has a user and a sandbox of its own, cannot read. */
    private void demandReadable(Path file, SetupAnswers answers) {
        String shown = FilePath.shown(file);
        String authority = answers.authority();
        try {
            if (!NewFile.isForGroup(file)) {
                console.complain("the service cannot read " + shown + ": useradd --system --user-group " + SERVICE_GROUP
                        + " && chgrp " + SERVICE_GROUP + " " + shown + " && chmod 0640 " + shown);
            }
            if (!authority.isEmpty() && isHidden(FilePath.of(authority))) {
                console.complain("the service cannot read " + authority + ": put it into " + SERVICE
                        + ", readable by everybody, and name it there in " + shown);
            }
        } catch (IOException e) {
            console.complain("whether the service can read what it needs is not known (" + reason(e) + ")");
        }
    }

    /** Whether the service does not see that file of a broker's authority, which is no secret. */
    static boolean isHidden(Path file) throws IOException {
        Path real = file.toRealPath();
        boolean elsewhere =
                Stream.of("/home", "/root", "/run/user", "/tmp", "/var/tmp").anyMatch(real::startsWith);
        return elsewhere || !Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_READ);
    }

    private static String reason(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
        return reason == null ? problem.toString() : reason;
    }

    /** Reads the file as {@code run} will. What it reads was tested, unless it differs from the answers. */
    private int confirm(Path file, SetupAnswers answers) {
        List<String> overriding = fromEnvironment ? List.of() : answers.overriding();
        if (!overriding.isEmpty()) {
            console.complain(String.join(", ", overriding) + " of this environment would win over the file: before you"
                    + " start crownstone2mqtt here, unset " + String.join(" ", overriding));
        }
        int code = check(file, answers, environmentOfRun(file, answers));
        if (code != ExitCode.SUCCESS) {
            console.complain(
                    FilePath.shown(file) + " is written, but does not work as it is read now: correct what failed,"
                            + " then: crownstone2mqtt check --config " + quoted(file));
            return code;
        }
        console.print("Next: "
                + (isStartedBySystemd(file)
                        ? "sudo systemctl restart crownstone2mqtt"
                        : "crownstone2mqtt run --config " + quoted(file)));
        return ExitCode.SUCCESS;
    }

    /** The service does not have the variables of this process, and those of a script are all in the file. */
    private Map<String, String> environmentOfRun(Path file, SetupAnswers answers) {
        return fromEnvironment || isOfService(file)
                ? answers.otherVariables()
                : context.configuration().environment();
    }

    private int check(Path file, SetupAnswers answers, Map<String, String> environment) {
        CheckReport report = new CheckReport(console, System::nanoTime);
        try {
            Settings read = SettingsLoader.load(file, environment);
            if (tried(read).equals(tried(answers.settings()))) {
                report.found("configuration", FilePath.shown(file) + " holds the tested settings");
            } else {
                report.found("configuration", FilePath.shown(file) + " can be read");
                new CloudCheck(read, report).run();
                BrokerCheck.runBesides(context, read, report);
            }
            return report.end();
        } catch (ConfigException e) {
            e.problems().forEach(problem -> console.complain(problem.toString()));
            return ExitCode.CONFIGURATION;
        }
    }

    /** What matters to a check. */
    private static List<Object> tried(Settings settings) {
        Settings.Cloud cloud = settings.cloud();
        return List.of(
                cloud.url(),
                cloud.eventsUrl(),
                cloud.accounts(),
                cloud.spheres(),
                cloud.proxy().toString(),
                settings.mqtt(),
                settings.homeAssistant());
    }

    /** As a shell takes it. */
    private static String quoted(Path file) {
        String shown = FilePath.shown(file);
        return shown.matches("[\\p{Alnum}_./+:@-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
