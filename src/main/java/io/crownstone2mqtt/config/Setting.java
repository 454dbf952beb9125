package io.crownstone2mqtt.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key as it is set, its default included.
 *
 * @param path as in a file, without the outermost block, such as {@code cloud.accounts[0].email}
 * @param mask what of the value others may see
 * @param value null: not set
 */
public record Setting(String path, Mask mask, @Nullable Object value) {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    /** What of a value others may see, who are to help. */
    public sealed interface Mask {
        /** All of it. */
        record Shown() implements Mask {}

        /** Whether it is set; the value appears nowhere. */
        record Hidden() implements Mask {}

        /** Whether it is set; the path of a file tells names of people. */
        record File() implements Mask {}

        /** Whether it is set; wherever the name appears, the pseudonym does instead. */
        record UserName(String pseudonym) implements Mask {}

        /** Its form: wherever the host appears, the pseudonym does instead. */
        record Host(String pseudonym) implements Mask {}
    }

    /** All of them, in the order of {@link Settings}. */
    public static List<Setting> all(Settings settings) {
        return block(ConfigKeys.TOP, settings).toList();
    }

    private static Stream<Setting> block(String path, Record block) {
        return Stream.of(block.getClass().getRecordComponents())
                .flatMap(each -> settings(path + "." + name(each), value(block, each)));
    }

    private static Stream<Setting> settings(String path, @Nullable Object value) {
        if (value instanceof Record block) {
            return block(path, block);
        }
        if (path.equals(ConfigKeys.ACCOUNTS) && value instanceof List<?> blocks) {
            return IntStream.range(0, blocks.size())
                    .boxed()
                    .flatMap(i -> settings(path + "[" + i + "]", blocks.get(i)));
        }
        var key = ConfigKeys.find(ConfigBlock.tablePath(path))
                .orElseThrow(() -> new IllegalStateException(path + " is no key."));
        return Stream.of(new Setting(path.substring(ConfigKeys.TOP.length() + 1), key.mask(), value));
    }

    /** The name of its key. */
    static String name(RecordComponent component) {
        return CAPITAL.matcher(component.getName()).replaceAll("-$0").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record block, RecordComponent component) {
        try {
            return component.getAccessor().invoke(block);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
