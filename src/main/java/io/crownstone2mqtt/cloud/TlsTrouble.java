package io.crownstone2mqtt.cloud;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why there is no secure connection, from the chain of causes; the end of a sentence about a host. */
record TlsTrouble(List<Throwable> chain) {
    private static final int LONGEST_CHAIN = 20;

    static TlsTrouble of(SSLException failure) {
        return new TlsTrouble(Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .toList());
    }

    String described() {
        if (has(CertificateExpiredException.class)) {
            return "has a certificate that is expired: check this machine's clock, else wait until it is renewed";
        }
        if (has(CertificateNotYetValidException.class)) {
            return "has a certificate that is not valid yet: check this machine's clock";
        }
        if (has(SSLPeerUnverifiedException.class) || says("no subject alternative") || says("no name matching")) {
            return "has a certificate for another host name: use the name it was made for in the addresses under cloud";
        }
        if (says("unable to find valid certification path") || says("path does not chain")) {
            return "has a certificate of an authority that is not trusted here: set cloud.tls.ca-file to that"
                    + " authority's certificate";
        }
        if (says("unsupported or unrecognized ssl message")) {
            return "does not speak TLS on this port: check the addresses under cloud in the configuration";
        }
        if (Stream.of(
                        "certificate_required",
                        "bad_certificate",
                        "unknown_ca",
                        "certificate_unknown",
                        "handshake_failure")
                .anyMatch(this::says)) {
            return "refuses our certificate, or wants one: set cloud.tls.certificate-file and cloud.tls.key-file";
        }
        return "cannot be reached by TLS ("
                + SafeText.message(String.valueOf(chain.getLast().getMessage()))
                + "): check its certificate and the clock of this machine";
    }

    private boolean has(Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private boolean says(String words) {
        return chain.stream()
                .anyMatch(link -> String.valueOf(link.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains(words));
    }
}
