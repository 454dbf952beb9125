package io.crownstone2mqtt.export;

/** Text as YAML writes it so that nothing in it means anything. */
final class Yaml {
    private Yaml() {}

    static String quoted(String text) {
        return '"' + PlainText.escaped(text, Yaml::escaped) + '"';
    }

    private static String escaped(int character) {
        return character == '"' || character == '\\' ? "\\" + (char) character : Character.toString(character);
    }
}
