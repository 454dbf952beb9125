package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What python-slugify 9.2.0 with text-unidecode 1.3, by which Home Assistant makes entity ids, was seen to answer. */
class EntitySlugTest {
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
            `  x  `                    | x
            """)
    void is_what_home_assistant_makes_of_a_name(String name, String slug) {
        assertThat(EntitySlug.of(name)).isEqualTo(slug);
    }

    /** Home Assistant spells these in Latin letters: {@code ri_ben}, {@code lampa}. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "💡", "日本", "Лампа", "---"})
    void is_empty_when_nothing_is_left(String name) {
        assertThat(EntitySlug.of(name)).isEmpty();
    }
}
