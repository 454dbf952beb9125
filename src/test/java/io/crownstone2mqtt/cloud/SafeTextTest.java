package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void takesTheHarmOutOfNames() {
        assertThat(SafeText.name("La\nmp\u0000 \u001B[31mred\u001B[0m \u202Eevil\u2028\u2029\u009B\u001B"))
                .isEqualTo("Lamp red evil");
    }

    @Test
    void leavesOtherAlphabetsAndEmojiAsTheyAre() {
        String name = "Küche 客厅 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \"q\" \\";

        assertThat(SafeText.name(name)).isEqualTo(name);
    }

    @Test
    void dropsHalfACharacter() {
        assertThat(SafeText.name("a\uD83Db")).isEqualTo("ab");
    }

    @Test
    void cutsLongNamesBetweenCharacters() {
        assertThat(SafeText.name("a".repeat(300))).hasSize(256);
        assertThat(SafeText.name("a".repeat(255) + "\uD83D\uDCA1")).isEqualTo("a".repeat(255));
    }

    @Test
    void takesSecretsOutOfMessages() {
        String token = "aB3".repeat(22);

        assertThat(SafeText.message(
                        "GET /api/users?access_token=" + token + " for ada@example.com with " + token + "!"))
                .isEqualTo("GET /api/users?*** for *** with ***!");
    }

    @Test
    void keepsIdsInMessages() {
        assertThat(SafeText.message("Could not find element with id: 6b028fa75ce0e2108f1182ed"))
                .isEqualTo("Could not find element with id: 6b028fa75ce0e2108f1182ed");
    }

    @Test
    void cutsMessagesToALine() {
        assertThat(SafeText.message("a \n".repeat(10_000))).hasSize(200).doesNotContain("\n");
    }
}
