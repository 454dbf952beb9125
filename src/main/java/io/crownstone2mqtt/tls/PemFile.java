package io.crownstone2mqtt.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file's blocks: certificates, and private keys in PKCS #8. */
record PemFile(Path path, List<Block> blocks) {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    record Block(String label, String base64) {
        byte[] content() {
            return Base64.getDecoder().decode(base64);
        }
    }

    static PemFile read(Path path) throws TlsFileException {
        try {
            return new PemFile(path, blocks(Files.readString(path, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            throw new TlsFileException("The file " + path + " does not exist: correct its path", e);
        } catch (IOException e) {
            throw new TlsFileException("The file " + path + " cannot be read: check its permissions", e);
        } catch (IllegalArgumentException e) {
            throw new TlsFileException("The file " + path + " is damaged (not Base64): make it again", e);
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            Block block = new Block(matcher.group(1), matcher.group(2).replaceAll("\\s", ""));
            if (block.content().length > 0) {
                blocks.add(block);
            }
        }
        return List.copyOf(blocks);
    }

    List<X509Certificate> certificates() throws TlsFileException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (Block block : blocks) {
                if (block.label().endsWith("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
            if (certificates.isEmpty()) {
                throw new TlsFileException(
                        "The file " + path
                                + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----): check that it is the right file");
            }
            return certificates;
        } catch (CertificateException e) {
            throw new TlsFileException("The file " + path + " holds a damaged certificate: make it again", e);
        }
    }

    PrivateKey privateKey() throws TlsFileException {
        for (Block block : blocks) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return decode(block.content());
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new TlsFileException("The key in " + path
                            + " is encrypted: decrypt it with 'openssl pkey -in FILE -out NEWFILE'");
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new TlsFileException(
                            "The key in " + path
                                    + " is not in PKCS #8 form: convert it with 'openssl pkcs8 -topk8 -nocrypt -in FILE -out NEWFILE'");
                default -> {
                    // The file may also hold certificates and parameters.
                }
            }
        }
        throw new TlsFileException("The file " + path
                + " holds no private key in PEM form (-----BEGIN PRIVATE KEY-----): check that it is the right file");
    }

    private PrivateKey decode(byte[] content) throws TlsFileException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(content);
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // Not of this algorithm: the next one is tried.
            } catch (GeneralSecurityException e) {
                throw new TlsFileException("This Java cannot read " + algorithm + " keys: use another Java", e);
            }
        }
        throw new TlsFileException("The key in " + path + " is damaged, or neither RSA, EC nor EdDSA: make another");
    }
}
