package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a file, the loader either loads it or says in lines what is wrong. */
class RandomTextTest {
    private static final Map<String, String> ACCOUNT =
            Map.of("CROWNSTONE_EMAIL", "ada@example.org", "CROWNSTONE_PASSWORD", "secret");

    @Property(tries = 100)
    void textIsLoadedOrExplained(@ForAll String text) throws IOException {
        assertLoadedOrExplained(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 100)
    void bytesAreLoadedOrExplained(@ForAll byte[] bytes) throws IOException {
        assertLoadedOrExplained(bytes);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void hoconIsLoadedOrExplained(@ForAll("hocon") String hocon) throws IOException {
        assertLoadedOrExplained(hocon.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyKeyTakesOrRefusesEveryValue(@ForAll("members") String hocon) throws IOException {
        assertLoadedOrExplained(hocon.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    void deepNestingIsExplained() throws IOException {
        assertLoadedOrExplained("[".repeat(50_000).getBytes(StandardCharsets.UTF_8));
        assertLoadedOrExplained(("a=" + "{a=".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> hocon() {
        var token = Arbitraries.of(
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
        return token.list().ofMaxSize(60).map(tokens -> "crownstone2mqtt { " + String.join("", tokens));
    }

    @Provide
    Arbitrary<String> members() {
        var key = Arbitraries.of(KnownKeys.of(Defaults.values()).paths());
        var text = Arbitraries.strings().ofMaxLength(20).map(ConfigUtil::quoteString);
        var odd = Arbitraries.of(
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
        return Combinators.combine(key, Arbitraries.oneOf(text, odd))
                .as((path, value) -> path + " = " + value + "\n")
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("", lines));
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

    private static void assertIsOneLine(Problem problem) {
        assertThat(problem.toString()).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        assertThat(problem.message()).isNotBlank();
    }
}
