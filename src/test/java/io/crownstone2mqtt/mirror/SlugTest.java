package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource({
        "Desk lamp, desk-lamp",
        "Café №5, cafe-no5",
        "  --Ceiling é \"q\"--  , ceiling-e-q",
        "a/b+c#d, a-b-c-d",
        "ÅÄÖ, aao",
        "Lamp 💡 two, lamp-two",
        "İstanbul, istanbul",
        "ﬁve, five",
        "straße, strasse",
        "Кухня, kukhnia",
        "日本, ri-ben",
        "부엌, bueok",
        "Łódź, lodz"
    })
    void spells_a_name_in_letters_and_digits(String name, String slug) {
        assertThat(Slug.topic(name)).isEqualTo(slug);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "   ", "💡", "///", "ъ"})
    void is_empty_when_nothing_is_left(String name) {
        assertThat(Slug.topic(name)).isEmpty();
    }

    /** What python-slugify with text-unidecode 1.3, by which Home Assistant makes entity ids, was seen to answer. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            Desk lamp                  | desk_lamp
            Küche                      | kuche
            Straße                     | strasse
            Max's lamp                 | max_s_lamp
            Max’s lamp                 | maxs_lamp
            it''s                      | it_s
            Lamp 💡                    | lamp
            La💡mp                     | lamp
            Œuvre ø Łódź đ þ ð æ       | oeuvre_o_lodz_d_th_d_ae
            Îşığı                      | isigi
            ŉ Ŋŋ Ħħ ŧ                  | n_ngng_hh_t
            Ĳ ſ ﬁ                      | ij_s_fi
            1,5 m                      | 15_m
            50 °C                      | 50_degc
            № 5                        | no_5
            ½ lamp                     | 1_2_lamp
            € 5                        | eur_5
            £5                         | ps5
            3 × 2                      | 3_x_2
            µ-lamp                     | m_lamp
            Größe²                     | grosse2
            Lamp – west                | lamp_west
            lamp…                      | lamp
            “q”                        | q
            ¡Hola!                     | hola
            a_b                        | a_b
            Lamp-1                     | lamp_1
            A&B                        | a_b
            Кухня                      | kukhnia
            щётка                      | shchetka
            Київ                       | kiiv
            Ђорђе                      | djordje
            日本                         | ri_ben
            厨房灯                        | chu_fang_deng
            こんにちは                      | konnitiha
            부엌                         | bueok
            Ελλάδα                     | ellada
            עברית                      | bryt
            ไทย                        | aithy
            हिन्दी                     | hindii
            Tiếng Việt                 | tieng_viet
            əzərbaycan                 | z_rbaycan
            Ⅳ                          | iv
            𝓛amp                       | lamp
            `  x  `                    | x
            """)
    void is_an_entity_id_as_home_assistant_makes_it(String name, String slug) {
        assertThat(Slug.entity(name)).isEqualTo(slug);
    }
}
