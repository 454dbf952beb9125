package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** The memory that answers may take together until they are understood: whatever a cloud sends, it must not fill the heap. */
final class ResponseMemory {
    private static final int PART_OF_HEAP = 4;

    private final int bytes;
    private final Semaphore free;

    /** A quarter of the heap, and at least the largest single answer. */
    static ResponseMemory usual(int largestAnswer) {
        long quarter = Math.min(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, Integer.MAX_VALUE);
        return new ResponseMemory(Math.max(largestAnswer, (int) quarter));
    }

    /**
     * @param bytes above 0
     */
    ResponseMemory(int bytes) {
        this.bytes = bytes;
        free = new Semaphore(bytes);
    }

    Share open() {
        return new Share();
    }

    /** What one request takes of it, until it is closed. Of one thread. */
    final class Share implements AutoCloseable {
        private int taken;

        /** The same content; reading it throws a {@link CloudException} when the space is used up. */
        InputStream metered(InputStream content) {
            return new FilterInputStream(content) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, length);
                    take(Math.max(read, 0));
                    return read;
                }
            };
        }

        /** That much more of it; throws a {@link CloudException} when the space is used up. */
        void take(int more) {
            if (more > bytes - taken) {
                throw Wire.unreadable("it has more in it than there is memory for (-Xmx)");
            }
            if (!free.tryAcquire(more)) {
                throw new CloudException(new Unavailable("the Crownstone cloud's answers are larger together than the"
                        + " memory for them: if that goes on, give Java more memory (-Xmx)"));
            }
            taken += more;
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }
}
