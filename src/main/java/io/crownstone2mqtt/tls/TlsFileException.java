package io.crownstone2mqtt.tls;

/** A certificate or key file cannot be used; the message names the file and says what to do. */
public final class TlsFileException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsFileException(String message) {
        super(message);
    }

    TlsFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
