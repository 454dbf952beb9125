package io.crownstone2mqtt.mqtt;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream with look-ahead. When a read fails in the middle (a socket's read time-out), what came so far is still there
 * at the next attempt: a header is taken only when it is complete.
 */
final class ResumableInput {
    private static final int USUAL = 8 * 1024;

    private final InputStream in;
    private final Runnable arrived;
    private byte[] buffer = new byte[USUAL];
    private int start;
    private int end;

    /** @param arrived is called whenever bytes arrive */
    ResumableInput(InputStream in, Runnable arrived) {
        this.in = in;
        this.arrived = arrived;
    }

    /** Waits until so many bytes are buffered. */
    void require(int count) throws IOException {
        if (buffered() >= count) {
            return;
        }
        if (start + count > buffer.length) {
            byte[] room = count > buffer.length ? new byte[count] : buffer;
            System.arraycopy(buffer, start, room, 0, buffered());
            end -= start;
            start = 0;
            buffer = room;
        }
        while (buffered() < count) {
            fill();
        }
    }

    private void fill() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException();
        }
        end += read;
        arrived.run();
    }

    /** A buffered byte, 0 to 255. */
    int peek(int index) {
        return buffer[start + index] & 0xff;
    }

    /** Two buffered bytes, the higher one first. */
    int peekShort(int index) {
        return peek(index) << 8 | peek(index + 1);
    }

    /** A part of the buffered bytes. */
    byte[] peek(int from, int to) {
        return Arrays.copyOfRange(buffer, start + from, start + to);
    }

    /** Takes the buffered bytes. */
    byte[] take(int count) {
        byte[] taken = peek(0, count);
        drop(count);
        return taken;
    }

    /** Drops the buffered bytes. */
    void drop(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
        }
    }

    /** Reads at least one byte, and at most {@code length}. */
    int read(byte[] target, int offset, int length) throws IOException {
        require(1);
        int count = Math.min(length, buffered());
        System.arraycopy(buffer, start, target, offset, count);
        drop(count);
        return count;
    }

    /** Skips at least one byte, and at most {@code most}; returns how many. */
    int skip(long most) throws IOException {
        require(1);
        int count = (int) Math.min(most, buffered());
        drop(count);
        return count;
    }

    int available() throws IOException {
        return buffered() + in.available();
    }

    private int buffered() {
        return end - start;
    }
}
