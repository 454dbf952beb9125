package io.crownstone2mqtt.logging;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A way to standard output or standard error on which nobody ever waits for the reader: what it has not taken yet is kept,
 * up to a bound; what goes beyond is dropped, counted and, when the reader is back, said in one line in its place. The thread
 * that writes begins with the first line.
 */
public final class BoundedOutput extends OutputStream {
    private static final int WEIGHT_OF_A_LINE = 64;

    private final Supplier<PrintStream> target;
    private final int mostBytes;
    private final LongFunction<byte[]> missing;
    private final Thread writer;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean started;
    private boolean writing;
    private long unsaid;
    private long dropped;

    /**
     * Nothing is written yet.
     *
     * @param target asked for each line
     * @param mostBytes so many may wait
     * @param missing the line that says how many lines were dropped
     */
    public BoundedOutput(Supplier<PrintStream> target, int mostBytes, LongFunction<byte[]> missing) {
        this.target = target;
        this.mostBytes = mostBytes;
        this.missing = missing;
        this.writer = Thread.ofPlatform().name("output").daemon().unstarted(this::run);
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    /** Takes the bytes as one line, or drops them; returns at once. */
    @Override
    public void write(byte[] from, int offset, int length) {
        byte[] line = Arrays.copyOfRange(from, offset, offset + length);
        lock.lock();
        try {
            if (!fits(line)) {
                unsaid++;
                dropped++;
                return;
            }
            sayWhatIsMissing();
            add(line);
            if (!started) {
                started = true;
                writer.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Once some were dropped there has to be some room again: a slow reader shall not hear of every second line. */
    private boolean fits(byte[] line) {
        int most = unsaid > 0 ? mostBytes / 2 : mostBytes;
        return waiting.isEmpty() || bytes + line.length + WEIGHT_OF_A_LINE <= most;
    }

    private void sayWhatIsMissing() {
        if (unsaid > 0) {
            add(missing.apply(unsaid));
            unsaid = 0;
        }
    }

    private void add(byte[] line) {
        waiting.add(line);
        bytes += line.length + WEIGHT_OF_A_LINE;
    }

    private void run() {
        while (true) {
            byte[] line = next();
            PrintStream out = target.get();
            out.write(line, 0, line.length);
            out.flush();
        }
    }

    private byte[] next() {
        lock.lock();
        try {
            writing = false;
            if (waiting.isEmpty()) {
                sayWhatIsMissing();
            }
            while (waiting.isEmpty()) {
                changed.signalAll();
                changed.awaitUninterruptibly();
            }
            writing = true;
            byte[] line = waiting.remove();
            bytes -= line.length + WEIGHT_OF_A_LINE;
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** How many lines were dropped so far. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is written, but no longer than that. */
    public void drain(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (left > 0 && (writing || !waiting.isEmpty())) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
