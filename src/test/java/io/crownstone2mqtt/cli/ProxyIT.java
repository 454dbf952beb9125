package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.ProgramProcess;
import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.testing.TestProxy;
import io.crownstone2mqtt.testing.TlsFront;
import io.crownstone2mqtt.tls.TlsFileException;
import io.crownstone2mqtt.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands behind a proxy. The simulated cloud is known to nobody but the proxy by the name cloud.test. */
class ProxyIT {
    private static final String LOGIN = "ada:p@ss wört/#%";
    private static final String ENCODED = "ada:p%40ss%20w%C3%B6rt%2F%23%25";

    private final TerminalFixture terminal = new TerminalFixture();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        terminal.close();
    }

    private TestProxy proxy(TestProxy proxy) {
        open.add(proxy);
        terminal.environment.replaceAll((name, value) ->
                name.endsWith("_URL") ? value.replaceFirst("//(127\\.0\\.0\\.1|localhost)", "//cloud.test") : value);
        return proxy.resolver(name -> name.equals("cloud.test") ? "127.0.0.1" : name);
    }

    /** The cloud behind TLS, for which the proxy is asked to CONNECT. */
    private void encrypt() throws TlsFileException, IOException {
        TestCertificates certificates = new TestCertificates(folder);
        TestCertificates.Pair server = certificates.server();
        TlsSettings tls = new TlsSettings(certificates.authority(), server.certificate(), server.key(), true);
        for (String variable : List.of("CROWNSTONE_CLOUD_URL", "CROWNSTONE_EVENTS_URL")) {
            TlsFront front = new TlsFront(URI.create(terminal.environment.get(variable)), tls.context(), false);
            open.add(front);
            terminal.environment.put(variable, front.url().toString());
        }
        configure("tls.ca-file = ca.pem");
    }

    private void configure(String cloud) throws IOException {
        terminal.file(Files.writeString(folder.resolve("application.conf"), "crownstone2mqtt.cloud { " + cloud + " }"));
    }

    private String check() {
        return terminal.broker(URI.create("mqtt://127.0.0.1:1")).run("check").out();
    }

    private void assertWorks(TestProxy proxy, String setting) {
        assertThat(check())
                .containsPattern("(?m)^ok +cloud .* through the proxy http://.*" + proxy.address() + " \\(" + setting)
                .containsPattern("(?m)^ok +login")
                .containsPattern("(?m)^ok +event stream")
                .doesNotContain("wört", "%40");
        assertThat(proxy.requests()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
    void plainRequestsGoThroughIt(String variable) {
        TestProxy proxy = proxy(TestProxy.open());
        terminal.environment.put(variable, "http://" + proxy.address());

        assertWorks(proxy, variable);
        assertThat(proxy.requests()).anyMatch(line -> line.startsWith("GET http://cloud.test:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void encryptedRequestsAreTunnelled(String variable) throws Exception {
        encrypt();
        TestProxy proxy = TestProxy.open(LOGIN);
        open.add(proxy);
        terminal.environment.put(variable, "http://" + ENCODED + "@" + proxy.address());

        assertWorks(proxy, variable);
        assertThat(proxy.requests()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT "));
    }

    @Test
    void theConfigurationWinsOverTheEnvironment() throws Exception {
        TestProxy proxy = proxy(TestProxy.open(LOGIN));
        terminal.environment.put("HTTP_PROXY", "http://127.0.0.1:1");
        terminal.environment.put("NO_PROXY", "*");
        configure("proxy = \"http://" + ENCODED + "@" + proxy.address() + "\"");

        assertWorks(proxy, "cloud.proxy");
    }

    @Test
    void diagnoseShowsNothingOfItsLogin() throws Exception {
        proxy(TestProxy.open());
        terminal.environment.put("HTTP_PROXY", "http://proxy-user-ada:hidden@proxy.ada.example:3128");
        Path zip = folder.resolve("report.zip");

        terminal.broker(URI.create("mqtt://127.0.0.1:1")).run("diagnose", "--output", zip.toString());

        StringBuilder all = new StringBuilder();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                all.append(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(all.toString())
                .contains("\"proxy\"", "HTTP_PROXY", "proxy-host")
                .doesNotContain("hidden", "proxy-user-ada", "proxy.ada.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "\"\""})
    void noneTurnsItOff(String none) throws Exception {
        terminal.environment.put("HTTP_PROXY", "http://127.0.0.1:1");
        configure("proxy = " + none);

        assertThat(check()).containsPattern("(?m)^ok +login").doesNotContain("proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "example.org, 127.0.0.0/8", "*"})
    void exceptionsAreReachedDirectly(String exceptions) {
        terminal.environment.put("HTTP_PROXY", "socks5://127.0.0.1:1");
        terminal.environment.put("no_proxy", exceptions);

        assertThat(check()).containsPattern("(?m)^ok +login").doesNotContain("proxy");
    }

    @Test
    void commandsWorkThroughIt() {
        TestProxy proxy = proxy(TestProxy.open(LOGIN));
        terminal.environment.put("HTTP_PROXY", ENCODED + "@" + proxy.address());

        TerminalFixture.Result result = terminal.run("switch", "Desk lamp", "on");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(terminal.cloud.switchCommands()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "407 Proxy Authentication Required, wants a user name and a password",
        "403 Forbidden, does not allow connections to",
        "502 Bad Gateway, cannot reach",
        "503 Service Unavailable, cannot reach",
        "500 Oops, does not connect to"
    })
    void whatItRefusesIsSaidInItsName(String status, String words) throws Exception {
        encrypt();
        TestProxy proxy = TestProxy.open().refuse(status);
        open.add(proxy);
        terminal.environment.put("HTTPS_PROXY", "http://" + proxy.address());

        TerminalFixture.Result result = terminal.run("list");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err())
                .contains("the proxy http://" + proxy.address(), words)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongLoginIsNamedAndNotShown(boolean encrypted) throws Exception {
        if (encrypted) {
            encrypt();
        }
        TestProxy proxy = TestProxy.open(LOGIN);
        open.add(proxy);
        terminal.environment.put(encrypted ? "HTTPS_PROXY" : "HTTP_PROXY", "http://ada:hidden@" + proxy.address());

        TerminalFixture.Result result = terminal.run("list");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(result.err())
                .contains(
                        "the proxy http://" + proxy.address() + " does not accept the user name and the password",
                        "_PROXY")
                .doesNotContain("hidden", "ada")
                .hasLineCount(1);
    }

    @Test
    void aPlainRefusalNamesTheProxy() {
        TestProxy proxy = proxy(TestProxy.open().refuse("403 Forbidden"));
        terminal.environment.put("HTTP_PROXY", proxy.address());

        assertThat(terminal.run("list").err()).contains("asked through the proxy http://" + proxy.address());
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port = ProgramProcess.freePort();
        configure("proxy = \"http://ada:hidden@127.0.0.1:" + port + "\"");

        assertThat(check()).containsPattern("FAIL  cloud .*the proxy http://127.0.0.1:" + port + " cannot be reached");
        assertThat(terminal.run("list").err())
                .contains("the proxy http://127.0.0.1:" + port + " accepts no connection: check cloud.proxy")
                .doesNotContain("hidden");
        configure("proxy = \"http://proxy_.invalid:3128\"");
        assertThat(terminal.run("list").err())
                .contains("the name of the proxy http://proxy_.invalid:3128 is not known: check cloud.proxy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://ada:hidden@proxy:1080",
                "https://proxy:3128",
                "http://",
                "http://ada:hi%dden@proxy:1",
                "proxy:0"
            })
    void whatIsNoProxyIsAMistake(String url) throws Exception {
        configure("proxy = \"" + url + "\"");

        TerminalFixture.Result result = terminal.run("list");

        assertThat(result.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.err())
                .contains("crownstone2mqtt.cloud.proxy: ")
                .doesNotContain("hidden", "hi%dden")
                .hasLineCount(1);
    }
}
