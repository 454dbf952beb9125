package io.crownstone2mqtt.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The browser of this machine, without a window. */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LOOPBACK_ONLY =
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        List<Path> directories = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv("PATH"))
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Chromium start() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // As root, as in most containers, it runs only without its sandbox; it can reach nothing but this machine.
        var options = new BrowserType.LaunchOptions()
                .setExecutablePath(program().orElseThrow())
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", LOOPBACK_ONLY));
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /**
     * Whether a request failed for no reason of its own: Chromium gives up everything that it is loading when a network
     * interface of the machine comes or goes, as those of containers do.
     */
    public static boolean isNetworkChange(String failure) {
        return failure.contains("ERR_NETWORK_CHANGED");
    }

    /** A page in a window of that size, not loaded yet. */
    public Page page(int width, int height, ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setDeviceScaleFactor(width < 600 ? 2 : 1)
                        .setLocale("en-GB")
                        .setColorScheme(scheme))
                .newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
