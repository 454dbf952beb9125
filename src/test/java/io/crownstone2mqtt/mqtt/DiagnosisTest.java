package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private static final int NO_CONNACK = 0;

    private final Diagnosis diagnosis = new Diagnosis(BrokerAddress.of(URI.create("mqtt://broker")), "me");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("broker"), "not known by this name"),
                Arguments.of(new ConnectException("Connection refused"), "is it running"),
                Arguments.of(new ConnectException("Connection timed out"), "firewall"),
                Arguments.of(new ConnectException("Network is unreachable"), "check the network"),
                Arguments.of(new NoRouteToHostException("No route to host"), "check the network"),
                Arguments.of(new SocketTimeoutException("Connect timed out"), "firewall"),
                Arguments.of(new EOFException(), "closed the connection during the login"),
                Arguments.of(new SocketException("Connection reset"), "closed the connection during the login"),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), "does not speak TLS"),
                Arguments.of(new CertificateExpiredException("x"), "expired"),
                Arguments.of(new CertificateNotYetValidException("x"), "not valid yet"),
                Arguments.of(new CertificateException("No name matching broker found"), "verify-hostname"),
                Arguments.of(new SSLException("unable to find valid certification path"), "mqtt.tls.ca-file"),
                Arguments.of(
                        new SSLHandshakeException("(certificate_required) Received fatal alert"),
                        "mqtt.tls.certificate-file"),
                Arguments.of(new SSLException("something new"), "something new"),
                Arguments.of(new IllegalStateException("something odd"), "something odd"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachCauseIsSaidInPlainWords(Exception cause, String words) {
        BrokerProblem problem = diagnosis.notMade(NO_CONNACK, new IOException("wrapped", cause));
        assertThat(problem).isInstanceOf(BrokerProblem.Unreachable.class);
        assertThat(problem.message()).contains("broker:1883", words).doesNotContain("\n");
    }

    @Test
    void aShortConnectionHintsAtARival() {
        assertThat(diagnosis.lost(null, Duration.ofMillis(70), false).message()).contains("70 ms", "'me'", "topic");
        assertThat(diagnosis.lost(new EOFException(), Duration.ofHours(1), true).message())
                .contains("broker:1883", "the broker closed it", "connecting again");
    }
}
