package io.crownstone2mqtt.it;

import static io.crownstone2mqtt.it.RunningBridge.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

/** What holds after any trouble with the broker: it has the home, a command is obeyed once, and the log told it once. */
public record Aftermath(RunningBridge bridge, LogLines log) {
    static final String LAMP = "home/crownstone/desk-lamp";

    private static final String COMPLAINT = "WARN broker: ";
    private static final String RECOVERY = "INFO broker: connected";

    /** The log has one line about the loss, with that part. */
    void awaitComplaint(String part) {
        await("the complaint")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(complaints()).singleElement().asString().contains(part));
    }

    List<String> complaints() {
        return log.starting(COMPLAINT);
    }

    /** Of what was asked in the trouble only {@code sent} came to the cloud; what is asked now comes there once. */
    void isAsBefore(String... sent) {
        bridge.awaitMirror();
        int results = bridge.statuses(LAMP).size();
        bridge.publish(LAMP + "/set", "80");
        await("the command")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bridge.statuses(LAMP)
                                .subList(results, bridge.statuses(LAMP).size()))
                        .containsExactly("accepted", "confirmed"));
        List<String> wanted = new ArrayList<>(List.of(sent));
        wanted.add("Desk lamp PERCENTAGE 80");
        assertThat(bridge.switched()).isEqualTo(wanted);
        bridge.awaitMirror();
    }

    void isLoggedOnce() {
        isLogged(1);
    }

    /** One line when it went, one with the duration when it was back; more only for more kinds of trouble in between. */
    void isLogged(int complaints) {
        await("the recovery")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.all())
                        .filteredOn(line -> line.startsWith(RECOVERY) && line.contains(" after "))
                        .singleElement()
                        .asString()
                        .matches("INFO broker: connected( again)? after \\d+ s"));
        assertThat(complaints()).hasSize(complaints);
        assertThat(log.starting("ERROR")).isEmpty();
    }
}
