package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.tls.TlsFileException;
import io.crownstone2mqtt.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsSettingsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestCertificates certificates;

    @BeforeEach
    void makeCertificates() {
        certificates = new TestCertificates(folder);
    }

    private static void assertRefused(
            @Nullable Path authority, @Nullable Path certificate, @Nullable Path key, String... words) {
        assertThatThrownBy(() -> new TlsSettings(authority, certificate, key, true).context())
                .isInstanceOf(TlsFileException.class)
                .hasMessageContainingAll(words);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aPairIsRead(String algorithm) throws TlsFileException {
        TestCertificates.Pair pair = certificates.client(algorithm);
        assertThat(new TlsSettings(certificates.authority(), pair.certificate(), pair.key(), true).context())
                .isNotNull();
    }

    @Test
    void oneFileMayHoldCertificateAndKeyWithTextBetween() throws Exception {
        TestCertificates.Pair pair = certificates.client("EC");
        Path both = file(
                "both.pem",
                "Made by hand\n" + Files.readString(pair.certificate()) + "\r\nand\r\n" + Files.readString(pair.key()));
        assertThat(new TlsSettings(null, both, null, true).context()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"EC, EC", "RSA, RSA", "EC, RSA"})
    void aKeyOfAnotherCertificateIsRefused(String certificateAlgorithm, String keyAlgorithm) throws IOException {
        Path certificate =
                Files.move(certificates.client(certificateAlgorithm).certificate(), folder.resolve("certificate.pem"));
        Path key = certificates.client(keyAlgorithm).key();
        assertRefused(null, certificate, key, "not the key of the certificate", "certificate.pem");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreNamed() throws IOException {
        TestCertificates.Pair pair = certificates.client("EC");
        Path nowhere = folder.resolve("nowhere.pem");
        Path empty = file("empty.pem", "");
        Path damaged = file("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path noBase64 = file("text.pem", "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n");
        Path oldKey = file("old.pem", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Path locked = file(
                "locked.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Path brokenKey = file("broken.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(nowhere, null, null, "nowhere.pem", "does not exist");
        assertRefused(folder, null, null, folder.toString(), "cannot be read");
        assertRefused(empty, null, null, "empty.pem", "no certificate");
        assertRefused(pair.key(), null, null, "client-EC-key.pem", "no certificate");
        assertRefused(damaged, null, null, "damaged.pem", "damaged");
        assertRefused(noBase64, null, null, "text.pem", "Base64");
        assertRefused(null, pair.certificate(), pair.certificate(), "client-EC.pem", "no private key");
        assertRefused(null, pair.certificate(), oldKey, "old.pem", "openssl pkcs8");
        assertRefused(null, pair.certificate(), locked, "locked.pem", "openssl pkey");
        assertRefused(null, pair.certificate(), brokenKey, "broken.pem", "RSA, EC nor EdDSA");
        assertRefused(null, null, pair.key(), "client-EC-key.pem", "set both");
    }
}
