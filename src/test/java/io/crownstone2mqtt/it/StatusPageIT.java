package io.crownstone2mqtt.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.crownstone2mqtt.simulator.CrownstoneSpec;
import io.crownstone2mqtt.simulator.SimulatedCrownstone;
import io.crownstone2mqtt.testing.Chromium;
import io.crownstone2mqtt.testing.EnabledIfChromium;
import io.crownstone2mqtt.testing.HiveMqBroker;
import io.crownstone2mqtt.testing.HiveMqExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The status page in a browser, as a person sees it. */
@EnabledIfChromium
@ExtendWith(HiveMqExtension.class)
class StatusPageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout((double) PATIENCE.toMillis());

    private static Chromium chromium;

    private final RunningBridge bridge;
    private final List<String> complaints = new ArrayList<>();

    StatusPageIT(HiveMqBroker broker) {
        bridge = RunningBridge.on(broker).with("http.enabled", "true").with("http.port", "0");
    }

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endBrowser() {
        chromium.close();
    }

    @AfterEach
    void close() {
        bridge.close();
    }

    private Page open(int width, ColorScheme scheme) {
        Page page = chromium.page(width, 900, scheme);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(bridge.statusPage().toString());
        return page;
    }

    private Page open() {
        return open(1280, ColorScheme.LIGHT);
    }

    /** Of the whole page, or of what a telephone shows of it. */
    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(page.viewportSize().width > 600));
    }

    private static Locator stone(Page page, String name) {
        return page.locator(".stone", new Page.LocatorOptions().setHasText(name));
    }

    private static void shows(Locator where, String text) {
        assertThat(where).containsText(text, PATIENTLY);
    }

    @Test
    void showsTheHomeAndWhatChanges() {
        bridge.startAndMirror();
        Page page = open();

        shows(page.locator("#health"), "All is well");
        shows(page.locator("#connections"), "MQTT broker");
        shows(page.locator("#home h2"), "Home");
        shows(page.locator(".people"), "Ada");
        shows(stone(page, "Desk lamp").locator(".state"), "40 %");
        assertThat(page.locator("button.switch")).hasCount(0);

        bridge.publish("home/crownstone/desk-lamp/set", "OFF");
        shows(stone(page, "Desk lamp").locator(".state"), "off");
        shows(stone(page, "Desk lamp"), "reported");
        shows(page.locator("#commands"), "Desk lamp → off");
        shows(page.locator("#commands"), "confirmed");
        shows(page.locator("#problems"), "No problem since the start.");
        assertThat(complaints).isEmpty();
    }

    @Test
    void switchesAndDimsByMouseAndKeyboard() {
        bridge.with("http.control", "true").startAndMirror();
        Page page = open();
        Locator toggle = page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Desk lamp"));
        assertThat(toggle).isChecked();

        toggle.click();
        bridge.awaitHeld("home/crownstone/desk-lamp/switch", "OFF");
        assertThat(toggle).not().isChecked();
        shows(page.locator("#commands"), "confirmed");

        Locator slider =
                page.getByRole(AriaRole.SLIDER, new Page.GetByRoleOptions().setName("Brightness of Desk lamp"));
        slider.focus();
        page.keyboard().press("End");
        bridge.awaitHeld("home/crownstone/desk-lamp/brightness", "100");
        shows(stone(page, "Desk lamp").locator(".state"), "100 %");
        assertThat(slider).isFocused();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bridge.switched()).last().asString().contains("100"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void activatesScenesAndShowsHubs() {
        bridge.home.sphere.addScene("Bedtime", Map.of(bridge.home.lamp, 10));
        bridge.home.sphere.addHub("Hub in the hallway", "192.168.1.5");
        bridge.with("http.control", "true").startAndMirror();
        Page page = open();
        shows(page.locator(".hubs"), "Hub in the hallway · connected");
        assertThat(page.locator(".switching")).isHidden();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bedtime"))
                .click();

        bridge.awaitHeld("home/crownstone/desk-lamp/brightness", "10");
        shows(stone(page, "Desk lamp").locator(".state"), "10 %");
        shows(page.locator("#commands"), "confirmed");
        assertThat(page.locator("body")).not().containsText("192.168.1.5");
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysThatNobodyCanCarryOutCommands() {
        bridge.home.sphere.exit(bridge.home.ada);
        bridge.home.sphere.exit(bridge.home.max);
        bridge.home.sphere.addScene("Bedtime", Map.of(bridge.home.lamp, 10));
        bridge.startAndMirror();
        Page page = open();

        shows(page.locator(".switching"), "nobody is at home and there is no hub that the cloud hears");
        shows(page.locator(".scenes"), "Bedtime");
        assertThat(page.locator("button.scene")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void saysWhatIsWrongWhileItIs() {
        bridge.startAndMirror();
        Page page = open();
        shows(page.locator("#health"), "All is well");

        bridge.faults().stream().refuseConnections(true);
        bridge.faults().stream().cutAll();
        shows(page.locator("#health"), "Trouble");
        shows(page.locator("#connections"), "trouble");
        shows(page.locator("#problems"), "cloud, account 1: ");
        screenshot(page, "trouble");

        bridge.faults().stream().refuseConnections(false);
        shows(page.locator("#health"), "All is well");

        bridge.stop();
        assertThat(page.locator("#stale"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis()));
    }

    @Test
    void takesNamesForTextAlone() {
        String hostile = "<img src=x onerror=document.title='hacked'>";
        bridge.home.lamp.rename(hostile);
        bridge.startAndMirror();
        Page page = open();

        shows(page.locator("#home"), hostile);
        assertThat(page).hasTitle("crownstone2mqtt");
        assertThat(page.locator("#home img")).hasCount(0);
    }

    private void collectEnergy() {
        bridge.with("cloud.energy.interval", "1s")
                .with("cloud.energy.url", "\"" + bridge.cloud().apiV2Url() + "\"");
        bridge.home.sphere.timezone("Europe/Amsterdam").permitEnergyCollection(true);
        bridge.home.sphere.meteredSince(Instant.now().minus(Duration.ofDays(2)));
    }

    private static Locator room(Page page, String name) {
        return page.locator(".room", new Page.LocatorOptions().setHasText(name));
    }

    @Test
    void showsWhatARoomHasConsumedTodayAndHowItRises() {
        SimulatedCrownstone heater = bridge.home.sphere.addCrownstone(
                CrownstoneSpec.plug("Heater").in(bridge.home.study).power(2000).state(0));
        bridge.home.sphere.addHub("Hub", "192.168.1.5");
        collectEnergy();
        bridge.start();
        bridge.awaitHeld("home/crownstone/heater/energy", "0");
        Page page = open();
        shows(room(page, "Study"), "0.00 kWh today");
        assertThat(room(page, "Kitchen")).not().containsText("kWh");

        heater.restartMeter(900_000);
        heater.uploadEnergy(900_000);

        shows(room(page, "Study"), "0.25 kWh today");
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Study").setExact(true)))
                .isVisible();
        assertThat(complaints).isEmpty();
    }

    /** With more of everything: these pictures are shown to people. */
    private void furnish() {
        var living = bridge.home.sphere.addLocation("Living room");
        var bedroom = bridge.home.sphere.addLocation("Bedroom");
        bridge.home.sphere.addCrownstone(
                CrownstoneSpec.dimmer("Floor lamp").in(living).power(18).state(20));
        bridge.home.sphere.addCrownstone(
                CrownstoneSpec.dimmer("Shelf light").in(living).state(0));
        bridge.home.sphere.addCrownstone(
                CrownstoneSpec.plug("TV").in(living).power(110).state(100));
        bridge.home.sphere.addCrownstone(
                CrownstoneSpec.dimmer("Bedside lamp").in(bedroom).state(0));
        bridge.home.sphere.addCrownstone(CrownstoneSpec.dimmer("Ceiling light")
                .in(bridge.home.kitchen)
                .power(60)
                .state(100));
        bridge.home.sphere.addScene("Bedtime", Map.of(bridge.home.lamp, 10));
        bridge.home.sphere.addScene("Film night", Map.of(bridge.home.lamp, 20));
        bridge.home.sphere.addHub("Hub", "192.168.1.5").in(living);
        living.enter(bridge.home.max);
        collectEnergy();
    }

    @Test
    void fitsEveryWindow() {
        furnish();
        bridge.with("http.control", "true").start();
        bridge.awaitHeld("home/crownstone/tv/switch", "ON");
        bridge.publish("home/crownstone/tv/set", "40");
        bridge.publish("home/crownstone/floor-lamp/set", "65");
        bridge.publish("home/crownstone/coffee-machine/set", "ON");
        bridge.awaitStatuses("home/crownstone/floor-lamp", "accepted", "confirmed");
        bridge.awaitStatuses("home/crownstone/coffee-machine", "accepted", "confirmed");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(360, 1280)) {
                Page page = open(width, scheme);
                shows(page.locator("#health"), "All is well");
                shows(room(page, "Kitchen"), "kWh today");
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
                screenshot(page, scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
            }
        }
        assertThat(complaints).isEmpty();
    }
}
