package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.home.Sphere;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The questions of {@code setup}, each tried as soon as it is answered.
 *
 * @param spheresOf those that the account sees
 */
record SetupDialogue(CommandContext context, SetupAnswers answers, Function<Settings, List<Sphere>> spheresOf) {
    /** What comes along where something is copied from a page or a mail. */
    private static final String BLANKS = "[\\s\\p{Z}\\p{Cf}]+";

    void run() {
        do {
            String email = ask("E-mail address of the Crownstone account", answers.email());
            answers.account(email, secret("Password: "));
        } while (!works((settings, report) -> new CloudCheck(settings, report).run()));
        Settings tried = answers.settings();
        answers.keepProxy(tried);
        answers.spheres(spheres(spheresOf.apply(tried)));
        do {
            askForBroker();
        } while (!works((settings, report) -> BrokerCheck.runBesides(context, settings, report)));
    }

    private void askForBroker() {
        String url = ask("MQTT broker", answers.brokerUrl());
        if (!url.contains("://")) {
            url = "mqtt://" + url;
        }
        String authority = "";
        if (url.toLowerCase(Locale.ROOT).matches("(mqtts|wss|ssl)://.*")) {
            authority = orNone("File with the broker's certificate authority", answers.authority(), "a public one");
            authority = authority.isEmpty() ? "" : absolute(authority);
        }
        String username = orNone("User name at the broker", answers.username(), "none");
        answers.broker(url, authority, username, username.isEmpty() ? "" : secret("Password at the broker: "));
    }

    private static String absolute(String path) {
        try {
            return path.startsWith("/")
                    ? path
                    : FilePath.shown(FilePath.of(path).toAbsolutePath());
        } catch (IllegalArgumentException e) {
            return path; // reading the settings says what is wrong with it
        }
    }

    /** Whether it works; else its user answers once more, or ends it. */
    private boolean works(BiConsumer<Settings, CheckReport> trial) {
        CheckReport report = new CheckReport(context.console(), System::nanoTime);
        try {
            trial.accept(answers.settings(), report);
            if (report.end() == ExitCode.SUCCESS) {
                return true;
            }
        } catch (ConfigException e) {
            e.problems().forEach(problem -> context.console().complain(problem.toString()));
        }
        if (line("That did not work. Answer again? [Y/n] ")
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith("n")) {
            throw CommandFailure.failed("nothing was written");
        }
        return false;
    }

    /** The ids of those that its user chose; none means all. */
    private List<String> spheres(List<Sphere> all) {
        if (all.size() < 2) {
            return List.of();
        }
        for (int i = 0; i < all.size(); i++) {
            context.console().print((i + 1) + "  " + all.get(i).label());
        }
        while (true) {
            List<String> chosen = chosen(line("Which spheres? Numbers with commas between [all]: "), all);
            if (chosen != null) {
                return chosen;
            }
            context.console().complain("give numbers from 1 to " + all.size() + ", such as 1,2");
        }
    }

    private static @Nullable List<String> chosen(String answer, List<Sphere> all) {
        if (answer.isBlank() || answer.strip().equalsIgnoreCase("all")) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (String each : answer.split(",", -1)) {
            String number = each.strip();
            int index = number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : 0;
            if (index < 1 || index > all.size()) {
                return null;
            }
            ids.add(all.get(index - 1).id().value());
        }
        return ids.stream().distinct().toList();
    }

    private String ask(String question, String usual) {
        String answer = trimmed(line(question + (usual.isEmpty() ? ": " : " [" + usual + "]: ")));
        return answer.isEmpty() ? usual : answer;
    }

    /** @param none what stands for no answer */
    private String orNone(String question, String usual, String none) {
        String answer = trimmed(
                line(question + (usual.isEmpty() ? " [" + none + "]: " : " [" + usual + "; -: " + none + "]: ")));
        return answer.equals("-") ? "" : answer.isEmpty() ? usual : answer;
    }

    private static String trimmed(String answer) {
        return answer.replaceAll("^" + BLANKS + "|" + BLANKS + "$", "");
    }

    private String line(String question) {
        return answered(context.question().ask(question));
    }

    private String secret(String question) {
        return answered(context.question().askSecret(question));
    }

    private String answered(@Nullable String answer) {
        if (answer == null) {
            context.console().print(""); // the question has no line end
            throw CommandFailure.failed("the input ended: nothing was written");
        }
        return answer;
    }
}
