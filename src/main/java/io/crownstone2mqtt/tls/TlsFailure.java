package io.crownstone2mqtt.tls;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there is no secure connection, from the chain of causes. */
public record TlsFailure(List<Throwable> chain) {
    private static final int LONGEST_CHAIN = 20;
    private static final List<String> OF_OUR_CERTIFICATE = List.of(
            "certificate_required", "bad_certificate", "unknown_ca", "certificate_unknown", "handshake_failure");

    /**
     * What to do about it, in the words of one part of the settings.
     *
     * @param section whose {@code tls} block it is: {@code cloud} or {@code mqtt}
     * @param expired what to do about a certificate that is expired
     * @param otherName about one for another host name
     * @param noTls about a port that speaks no TLS
     * @param unknown about anything else
     */
    public record Advice(String section, String expired, String otherName, String noTls, String unknown) {}

    public static TlsFailure of(Throwable failure) {
        return new TlsFailure(Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .toList());
    }

    /** The end of a sentence about a host: what is wrong, and what to do. */
    public String explained(Advice advice) {
        String settings = advice.section() + ".tls.";
        if (has(CertificateExpiredException.class)) {
            return "has a certificate that is expired: " + advice.expired();
        }
        if (has(CertificateNotYetValidException.class)) {
            return "has a certificate that is not valid yet: check this machine's clock";
        }
        if (has(SSLPeerUnverifiedException.class) || says("no subject alternative") || says("no name matching")) {
            return "has a certificate for another host name: " + advice.otherName();
        }
        if (says("unable to find valid certification path") || says("path does not chain")) {
            return "has a certificate of an authority that is not trusted here: set " + settings
                    + "ca-file to that authority's certificate";
        }
        if (says("unsupported or unrecognized ssl message")) {
            return "does not speak TLS on this port: " + advice.noTls();
        }
        if (OF_OUR_CERTIFICATE.stream().anyMatch(this::says)) {
            return "refuses our certificate, or wants one: set " + settings + "certificate-file and " + settings
                    + "key-file (" + last() + ")";
        }
        return "cannot be reached by TLS (" + last() + "): " + advice.unknown();
    }

    private boolean has(Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private boolean says(String words) {
        return chain.stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains(words));
    }

    /** On one line, whatever the other side wrote. */
    private String last() {
        Throwable root = chain.getLast();
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
