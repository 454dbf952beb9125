package io.crownstone2mqtt.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random inputs for a property: the same ones in every build, each made from a seed that a failure names. A system
 * property {@code seed} runs that one alone.
 */
public final class RandomInputs {
    private RandomInputs() {}

    /** What a property says of one input. */
    @FunctionalInterface
    public interface Property {
        void check(SplittableRandom random) throws Exception;
    }

    /** Checks the property with as many inputs. */
    public static void check(int inputs, Property property) {
        Long only = Long.getLong("seed");
        if (only != null) {
            checkOne(only, property);
            return;
        }
        for (long seed = 1; seed <= inputs; seed++) {
            checkOne(seed, property);
        }
    }

    private static void checkOne(long seed, Property property) {
        try {
            property.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError | StackOverflowError failure) {
            throw new AssertionError(
                    "fails with the seed %d (run it alone with -Dseed=%d): %s".formatted(seed, seed, failure), failure);
        }
    }

    /** Up to so many elements, often few of them. */
    public static <T> List<T> list(SplittableRandom random, int maxSize, Function<SplittableRandom, T> element) {
        int size = random.nextInt(1 + random.nextInt(maxSize + 1));
        return Stream.generate(() -> element.apply(random)).limit(size).toList();
    }

    public static <T> T oneOf(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Any text: ASCII, control characters, other scripts, characters of two units, rarely half of one. */
    public static String text(SplittableRandom random, int maxLength) {
        return list(random, maxLength, RandomInputs::codePoint).stream()
                .map(Character::toString)
                .collect(Collectors.joining());
    }

    private static int codePoint(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(0x20);
            case 1, 2 -> random.nextInt(0x20, 0x7f);
            case 3 -> random.nextInt(0x80, 0x250);
            case 4 -> random.nextInt(0x10000);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
        };
    }

    /** Any bytes, often such as text has. */
    public static byte[] bytes(SplittableRandom random, int maxLength) {
        byte[] bytes = new byte[random.nextInt(1 + random.nextInt(maxLength + 1))];
        boolean ascii = random.nextBoolean();
        IntStream.range(0, bytes.length)
                .forEach(i -> bytes[i] = (byte) (ascii ? random.nextInt(0x20, 0x7f) : random.nextInt(256)));
        return bytes;
    }
}
