package io.crownstone2mqtt.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The socket at which systemd listens to notifications: a real one of the kernel, that never blocks. */
public final class NotifySocket implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int DATAGRAM_NONBLOCKING = 2 | 0x800;
    private static final int LARGEST = 4096;

    private final int descriptor;
    private final List<String> heard = new ArrayList<>();

    private NotifySocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Listens at a path, or at an abstract name after {@code @}. */
    public static NotifySocket at(String address) {
        byte[] path = address.replace('@', '\0').getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(Short.BYTES + path.length);
            target.set(JAVA_SHORT_UNALIGNED, 0, AF_UNIX);
            MemorySegment.copy(path, 0, target, JAVA_BYTE, Short.BYTES, path.length);
            int opened = (int) function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                    .invokeExact((int) AF_UNIX, DATAGRAM_NONBLOCKING, 0);
            int bound = (int) function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT))
                    .invokeExact(opened, target, (int) target.byteSize());
            if (opened < 0 || bound != 0) {
                throw new IllegalStateException("No socket at " + address);
            }
            return new NotifySocket(opened);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every datagram so far, in order. */
    public List<String> heard() {
        for (Optional<String> next = receive(); next.isPresent(); next = receive()) {
            heard.add(next.get());
        }
        return List.copyOf(heard);
    }

    private Optional<String> receive() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(LARGEST);
            long length =
                    (long) function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT))
                            .invokeExact(descriptor, data, (long) LARGEST, 0);
            return length < 0
                    ? Optional.empty()
                    : Optional.of(new String(data.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // Calling into libc is what this fixture is for.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    public void close() {
        try {
            int _ = (int)
                    function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
