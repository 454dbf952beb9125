package io.crownstone2mqtt.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and who we are, in PEM files.
 *
 * @param caFile certificates of the trusted authorities; null for those this Java trusts
 * @param certificateFile our own certificate, followed by its intermediates; null for none
 * @param keyFile its private key in PKCS #8, not encrypted; null if it stands in {@code certificateFile}
 * @param verifyHostname whether the other side's certificate must be for its host name
 */
public record TlsSettings(
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean verifyHostname) {
    /** Trusts what this Java trusts, shows no certificate, verifies host names. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, null, true);

    private static final char[] IN_MEMORY = new char[0];

    /**
     * Reads the files anew, so that a renewed certificate is seen.
     *
     * @throws TlsFileException if a file is missing, not readable or not what it should be
     */
    public SSLContext context() throws TlsFileException {
        List<X509Certificate> authorities =
                caFile == null ? List.of() : PemFile.read(caFile).certificates();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), authorities.isEmpty() ? null : trustManagers(authorities), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsFileException("TLS cannot be set up (" + e.getMessage() + "): check the files of tls", e);
        }
    }

    private static TrustManager[] trustManagers(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca-" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException, TlsFileException {
        if (certificateFile == null) {
            if (keyFile != null) {
                throw new TlsFileException("There is a key file (" + keyFile + ") but no certificate: set both");
            }
            return null;
        }
        PemFile pem = PemFile.read(certificateFile);
        List<X509Certificate> chain = pem.certificates();
        PrivateKey key =
                keyFile == null ? pem.privateKey() : PemFile.read(keyFile).privateKey();
        if (!belongTogether(key, chain.getFirst())) {
            throw new TlsFileException("The key in " + (keyFile == null ? certificateFile : keyFile)
                    + " is not the key of the certificate in " + certificateFile
                    + ": use the pair that was made together");
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        try {
            return signature.verify(signed);
        } catch (SignatureException _) {
            return false; // of another curve
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, IN_MEMORY);
        return store;
    }
}
