package io.crownstone2mqtt.cloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes server-sent events from a stream, one at a time. Lines end with LF, CRLF or CR; comments and the fields
 * {@code event}, {@code id} and {@code retry} are passed over, for the cloud uses none of them. An event above
 * {@link #LONGEST} bytes is dropped without being kept.
 */
final class SseReader {
    static final int LONGEST = 1100 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private boolean afterCarriageReturn;
    private boolean first = true;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean lineDropped;

    SseReader(InputStream in) {
        this.in = in;
    }

    /** The data of the next event, several lines of it joined by LF; null at the end of the stream. */
    @Nullable
    String next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        boolean dropped = false;
        while (readLine()) {
            if (lineDropped) {
                dropped = true;
            } else if (line.size() == 0) {
                if (any && !dropped) {
                    return data.toString();
                }
                data.setLength(0);
                any = false;
                dropped = false;
            } else {
                String value = dataIn(line.toString(StandardCharsets.UTF_8));
                if (value != null && !dropped) {
                    dropped = data.length() + value.length() > LONGEST;
                    data.append(any ? "\n" : "").append(dropped ? "" : value);
                    any = true;
                }
            }
        }
        return null;
    }

    private @Nullable String dataIn(String text) {
        String field = first && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        first = false;
        if (field.equals("data")) {
            return "";
        }
        if (!field.startsWith("data:")) {
            return null;
        }
        return field.substring(field.startsWith("data: ") ? 6 : 5);
    }

    /** Reads a line without its end; false at the end of the stream, where an unfinished line is none. */
    private boolean readLine() throws IOException {
        line.reset();
        lineDropped = false;
        while (position < filled || fill()) {
            if (afterCarriageReturn && buffer[position] == '\n') {
                position++;
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = false;
            int end = position;
            while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
                end++;
            }
            keep(end - position);
            position = end;
            if (end < filled) {
                afterCarriageReturn = buffer[end] == '\r';
                position++;
                return true;
            }
        }
        return false;
    }

    private void keep(int length) {
        if (lineDropped || line.size() + length > LONGEST) {
            lineDropped = true;
            line.reset();
        } else {
            line.write(buffer, position, length);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
