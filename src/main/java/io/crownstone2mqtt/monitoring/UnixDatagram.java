package io.crownstone2mqtt.monitoring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to a Unix socket, which the JDK cannot; Linux's libc does. */
final class UnixDatagram {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final int LONGEST_PATH = 107;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final ValueLayout.OfInt ERRNO =
            (ValueLayout.OfInt) STATE.select(MemoryLayout.PathElement.groupElement("errno"));

    private final String address;
    private final byte[] path;
    private final MethodHandle socket;
    private final MethodHandle sendto;
    private final MethodHandle close;

    private UnixDatagram(String address, byte[] path) {
        this.address = address;
        this.path = path;
        this.socket = function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        this.sendto = function(
                "sendto",
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_INT, ValueLayout.ADDRESS, JAVA_LONG, JAVA_INT, ValueLayout.ADDRESS, JAVA_INT));
        this.close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** To a path, or to an abstract name after {@code @}. */
    static UnixDatagram to(String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        if (!isAbstract && !address.startsWith("/")) {
            throw new IllegalArgumentException("the socket '" + address + "' is neither a path nor an abstract name");
        }
        if (path.length > LONGEST_PATH) {
            throw new IllegalArgumentException("the name of the socket is longer than " + LONGEST_PATH + " bytes");
        }
        if (isAbstract) {
            path[0] = 0;
        }
        return new UnixDatagram(address, path);
    }

    // Calling into libc is what this class is for; the jar's manifest enables it.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(symbol, descriptor, Linker.Option.captureCallState("errno"));
    }

    /** Sends it now, or fails: it does not wait for a receiver that is behind. */
    void send(byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int descriptor = (int) socket.invokeExact(state, (int) AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (descriptor < 0) {
                throw failed("no socket could be opened", state);
            }
            try {
                send(arena, state, descriptor, message);
            } finally {
                int _ = (int) close.invokeExact(state, descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void send(Arena arena, MemorySegment state, int descriptor, byte[] message) throws Throwable {
        MemorySegment target = target(arena);
        MemorySegment data = arena.allocateFrom(JAVA_BYTE, message);
        long sent = (long) sendto.invokeExact(
                state, descriptor, data, (long) message.length, MSG_DONTWAIT_NOSIGNAL, target, (int) target.byteSize());
        if (sent < 0) {
            throw failed("nothing could be sent to " + address, state);
        }
    }

    /** A sockaddr_un: a path ends with a zero, an abstract name with the structure. */
    private MemorySegment target(Arena arena) {
        boolean isAbstract = path[0] == 0;
        MemorySegment target = arena.allocate(Short.BYTES + path.length + (isAbstract ? 0 : 1));
        target.set(JAVA_SHORT_UNALIGNED, 0, AF_UNIX);
        MemorySegment.copy(path, 0, target, JAVA_BYTE, Short.BYTES, path.length);
        return target;
    }

    private static IOException failed(String what, MemorySegment state) {
        return new IOException(what + " (error " + state.get(ERRNO, 0) + " of the system)");
    }
}
