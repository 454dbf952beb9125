package io.crownstone2mqtt.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the fuzzers, each in a process of its own: all with a million inputs, or those that are named with the options that
 * are given, such as {@code SseReaderFuzz -max_total_time=600}. What they find is written to target/fuzz; a case belongs
 * into src/test/resources/fuzz, where {@link CorpusTest} tries it for ever.
 */
public final class Fuzz {
    private static final Map<String, String> PACKAGES = Map.of(
            "SseReaderFuzz", "cloud",
            "EventParserFuzz", "cloud",
            "CommandParserFuzz", "mirror",
            "SettingsLoaderFuzz", "config",
            "SlugFuzz", "mirror");

    private Fuzz() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Stream.of(arguments)
                .filter(argument -> argument.startsWith("-"))
                .toList();
        List<String> named = Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .toList();
        List<String> failed = new ArrayList<>();
        for (String target :
                named.isEmpty() ? PACKAGES.keySet().stream().sorted().toList() : named) {
            if (run(target, options.isEmpty() ? List.of("-runs=1000000") : options) != 0) {
                failed.add(target);
            }
        }
        System.out.println(failed.isEmpty() ? "Nothing was found." : "Found by " + failed + ", see target/fuzz");
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static int run(String target, List<String> options) throws IOException, InterruptedException {
        Path own = Files.createDirectories(Path.of("target/fuzz", target));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + memory(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=io.crownstone2mqtt." + PACKAGES.get(target) + "." + target,
                "--instrumentation_includes=io.crownstone2mqtt.**:tools.jackson.**:com.typesafe.config.**",
                "--custom_hook_excludes=**",
                // They look into the checks' own patterns, and take most of the time.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks"
                        + ":com.code_intelligence.jazzer.sanitizers.RegexInjection",
                "--reproducer_path=target/fuzz",
                "-artifact_prefix=target/fuzz/" + target + "-"));
        command.addAll(options);
        command.addAll(List.of(own.toString(), "src/test/resources/fuzz/" + target));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** Where files cost little: millions are written. */
    private static String memory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared.toString() : System.getProperty("java.io.tmpdir");
    }
}
