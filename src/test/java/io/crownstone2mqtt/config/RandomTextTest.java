package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import io.crownstone2mqtt.testing.RandomInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file, the loader either loads it or says in lines what is wrong. */
class RandomTextTest {
    private static final Map<String, String> ACCOUNT =
            Map.of("CROWNSTONE_EMAIL", "ada@example.org", "CROWNSTONE_PASSWORD", "secret");

    private static final List<String> TOKENS = List.of(
            "crownstone2mqtt",
            "cloud",
            "mqtt",
            "url",
            "accounts",
            "email",
            "password",
            "password-file",
            "include",
            "tls",
            "ca-file",
            "spheres",
            "http",
            "port",
            "\n",
            "\n",
            " ",
            " = ",
            " = ",
            " : ",
            " += ",
            ".",
            ",",
            "{",
            "}",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\"\"\"",
            "\"text\"",
            "\"\\u0000\"",
            "#",
            "//",
            "${",
            "${?",
            "}",
            "$",
            "mqtt.url}",
            "null",
            "true",
            "1",
            "-1.5e3",
            "30s",
            "10000000000000d",
            "0",
            "file(",
            "required(",
            ")",
            "\"nope\"");
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "{ a = [1] }",
            "0",
            "-1",
            "1e308",
            "1e-308d",
            "30s",
            "-30s",
            "99999999999999999999d",
            "\"\\u0000\"",
            "\"mqtt://[::1]:1883\"",
            "\"http://[\"",
            "\"ws://a?b\"",
            "[{ email = 5, password = [] }]",
            "[{ email = \"a@b\", password-file = \"\\u0000\" }]",
            "${?X}");

    @Test
    void textIsLoadedOrExplained() {
        RandomInputs.check(
                100,
                random -> assertLoadedOrExplained(RandomInputs.text(random, 255).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesAreLoadedOrExplained() {
        RandomInputs.check(100, random -> assertLoadedOrExplained(RandomInputs.bytes(random, 255)));
    }

    @Test
    void hoconIsLoadedOrExplained() {
        RandomInputs.check(400, random -> assertLoadedOrExplained(hocon(random).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyKeyTakesOrRefusesEveryValue() {
        List<String> keys = ConfigKeys.paths().toList();
        RandomInputs.check(
                300, random -> assertLoadedOrExplained(members(random, keys).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void deepNestingIsExplained() throws IOException {
        assertLoadedOrExplained("[".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        assertLoadedOrExplained(("a=" + "{a=".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
    }

    private static String hocon(SplittableRandom random) {
        return "crownstone2mqtt { "
                + String.join("", RandomInputs.list(random, 60, each -> RandomInputs.oneOf(each, TOKENS)));
    }

    private static String members(SplittableRandom random, List<String> keys) {
        return String.join(
                "", RandomInputs.list(random, 8, each -> RandomInputs.oneOf(each, keys) + " = " + value(each) + "\n"));
    }

    private static String value(SplittableRandom random) {
        return random.nextBoolean()
                ? ConfigUtil.quoteString(RandomInputs.text(random, 20))
                : RandomInputs.oneOf(random, ODD_VALUES);
    }

    private static void assertLoadedOrExplained(byte[] text) throws IOException {
        var file = Files.createTempFile("random", ".conf");
        try {
            Files.write(file, text);
            assertThat(SettingsLoader.load(file, ACCOUNT).cloud().accounts()).isNotEmpty();
        } catch (ConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(RandomTextTest::assertIsOneLine);
        } finally {
            Files.delete(file);
        }
    }

    private static void assertIsOneLine(ConfigProblem problem) {
        assertThat(problem.toString()).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        assertThat(problem.message()).isNotBlank();
    }
}
