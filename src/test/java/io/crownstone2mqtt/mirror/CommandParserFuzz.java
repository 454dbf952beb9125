package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.SwitchCommand;

/** Whatever is published on a set topic is a command in its range, or is rejected with a short reason. */
public final class CommandParserFuzz {
    private CommandParserFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        SetRequest request = CommandParser.parse(data);
        switch (request) {
            case SetRequest.SwitchTo(SwitchCommand command, String _) -> assertInRange(command);
            case SetRequest.Toggle(SwitchCommand on, String _) -> assertInRange(on);
            case SetRequest.Rejected(String reason, String _) ->
                assertThat(reason).isNotBlank().hasSizeLessThan(300).doesNotContainPattern("\\p{Cc}");
        }
        assertThat(request.id() == null ? "" : request.id()).hasSizeLessThanOrEqualTo(256);
    }

    private static void assertInRange(SwitchCommand command) {
        if (command instanceof SwitchCommand.Percentage(int percentage)) {
            assertThat(percentage).isBetween(0, 100).isNotIn(1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }
}
