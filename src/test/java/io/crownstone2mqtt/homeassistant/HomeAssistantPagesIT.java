package io.crownstone2mqtt.homeassistant;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.crownstone2mqtt.testing.Chromium;
import io.crownstone2mqtt.testing.EnabledIfChromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Home Assistant's pages as a person sees them; they are kept as pictures in {@code target/screenshots}. */
@EnabledIfChromium
class HomeAssistantPagesIT extends HomeAssistantTier {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTHING = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";

    private static Chromium chromium;

    private Page page;
    private String address = "";
    private boolean toLoad;

    HomeAssistantPagesIT() {
        super("");
    }

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openWindow() {
        page = chromium.page(1280, 800, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        page.close();
    }

    private void open(String path) {
        String home = homeAssistant.url().resolve("/").toString().replaceFirst("/$", "");
        // The logos of integrations come from outside, where Home Assistant cannot reach; else there would be a broken
        // picture.
        page.route(
                Pattern.compile(".*brands.*"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBody(NOTHING)));
        page.addInitScript(loggedInAt(home));
        page.onRequestFailed(request -> toLoad |= Chromium.isNetworkChange(request.failure()));
        address = home + path;
        toLoad = true;
    }

    private String loggedInAt(String address) {
        return """
                localStorage.setItem("hassTokens", JSON.stringify({
                  access_token: "%1$s", token_type: "Bearer", refresh_token: "", expires_in: 1e9,
                  expires: Date.now() + 1e12, hassUrl: "%2$s", clientId: "%2$s/",
                }));
                """.formatted(homeAssistant.token(), address);
    }

    private Locator text(String exactly) {
        return page.getByText(exactly, new Page.GetByTextOptions().setExact(true))
                .first();
    }

    private void shows(String... texts) {
        for (String each : texts) {
            HomeAssistant.await()
                    .pollInSameThread()
                    .atMost(PATIENCE)
                    .alias("the page shows " + each)
                    .until(() -> isShown(each));
        }
    }

    private boolean isShown(String text) {
        if (toLoad) {
            toLoad = false;
            page.navigate(address);
        }
        return text(text).isVisible();
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Test
    void listsTheDevices() {
        open("/config/devices/dashboard?domain=mqtt");

        shows("Desk lamp", "Coffee machine", "Bedside lamp", "Ceiling light");
        screenshot("home-assistant-devices");
    }

    @Test
    void showsACrownstone() {
        open("/config/devices/device/"
                + homeAssistant.device(deviceOf("Desk lamp")).id());

        shows("Desk lamp", "In Study", "Energy", "Power");
        screenshot("home-assistant-device");
    }

    /** What the bridge hands out on request is a dashboard that Home Assistant takes, without a card that finds nothing. */
    @Test
    void showsTheDashboardOfTheExport() {
        homeAssistant.configure("recorder", "recorder:\nhistory:\n"); // the card of each day's energy wants it
        homeAssistant.ask("lovelace/dashboards/create", """
                {"url_path":"the-crownstones","title":"Crownstone","icon":"mdi:power-socket-eu","mode":"storage"}""");
        homeAssistant.ask(
                "lovelace/config/save", "{\"url_path\":\"the-crownstones\",\"config\":" + exportedDashboard() + "}");

        page.setViewportSize(1280, 1540);
        open("/the-crownstones/crownstone-home");

        shows("Desk lamp", "Study", "Kitchen", "Living room", "Bedroom", "Scenes", "Energy", "Fridge Power", "People");
        assertThat(page.getByText("Entity not found")).hasCount(0);
        screenshot("home-assistant-dashboard");
    }

    private String exportedDashboard() {
        String topic = "crownstone2mqtt/bridge/response/export";
        household.client.publish("crownstone2mqtt/bridge/request/export", "homeassistant");
        HomeAssistant.await().until(() -> !household.client.payloads(topic).isEmpty());
        JsonNode answer =
                JsonMapper.shared().readTree(household.client.payloads(topic).getFirst());
        Map<String, Object> dashboard = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(answer.path("data").path("crownstone-dashboard.yaml").asString(""));
        assertThat(dashboard.get("views")).isInstanceOf(List.class);
        return JsonMapper.shared().writeValueAsString(dashboard);
    }
}
