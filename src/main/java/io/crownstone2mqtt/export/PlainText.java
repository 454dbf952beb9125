package io.crownstone2mqtt.export;

import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Names as people gave them, made fit for a file: nothing in it breaks a line or hides. */
final class PlainText {
    private PlainText() {}

    /** With a blank for what is not to be seen: controls, line ends, halves of characters, marks of direction. */
    static String of(String name) {
        return escaped(name, Character::toString);
    }

    /** The same, and each character that is left as the function writes it. */
    static String escaped(String name, IntFunction<String> character) {
        return name.codePoints()
                .mapToObj(each -> isVisible(each) ? character.apply(each) : " ")
                .collect(Collectors.joining());
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    /** Many emoji are made of several by it. */
    private static final int ZERO_WIDTH_JOINER = 0x200D;
}
