package io.crownstone2mqtt.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the accounts. The environment makes or overrides the first one. */
record AccountsReader(Environment environment, Report report, KnownKeys knownKeys) {
    private static final String EMAIL = "CROWNSTONE_EMAIL";
    private static final Passwords.Names FIRST =
            new Passwords.Names("CROWNSTONE_PASSWORD", "CROWNSTONE_PASSWORD_FILE", "crownstone-password");

    List<Settings.Account> read(Section cloud) {
        var blocks = cloud.children("accounts", isInEnvironment() ? 1 : 0);
        if (blocks.isEmpty() && cloud.isEmptyList("accounts")) {
            cloud.problem(
                    "accounts",
                    "no Crownstone account is given; set CROWNSTONE_EMAIL and CROWNSTONE_PASSWORD,"
                            + " or write accounts = [ { email = \"…\", password = \"…\" } ]");
        }
        var accounts = new ArrayList<Settings.Account>();
        var emails = new HashMap<String, String>();
        for (int i = 0; i < blocks.size(); i++) {
            var account = account(blocks.get(i), i == 0, emails);
            if (account != null) {
                accounts.add(account);
            }
        }
        return accounts;
    }

    private boolean isInEnvironment() {
        return environment.get(EMAIL) != null
                || environment.get(FIRST.variable()) != null
                || environment.get(FIRST.fileVariable()) != null;
    }

    private Settings.@Nullable Account account(Section block, boolean first, Map<String, String> emails) {
        var email = email(block, first, emails);
        var password = password(block, first);
        block.refuseOthers(knownKeys);
        return email == null || password == null ? null : new Settings.Account(email, password);
    }

    private @Nullable String email(Section block, boolean first, Map<String, String> emails) {
        var entry = first ? block.find("email", EMAIL) : block.find("email");
        if (entry == null) {
            block.problem(
                    "email",
                    "is missing; give the e-mail you log in with in the Crownstone app"
                            + (first ? ", here or as " + EMAIL : ""));
            return null;
        }
        var email = block.parse(entry, Values::email);
        if (email == null) {
            return null;
        }
        var same = emails.putIfAbsent(email.toLowerCase(Locale.ROOT), entry.path());
        if (same != null) {
            report.add(entry.place(), entry.path(), "is the same e-mail as " + same + "; remove one of the accounts");
        }
        return email;
    }

    private @Nullable Secret password(Section block, boolean first) {
        var found = new Passwords(environment, report).find(block, first ? FIRST : null, true);
        return switch (found) {
            case null -> {
                block.problem(
                        "password",
                        "is missing; give password, password-file or password-sha1"
                                + (first ? ", or set CROWNSTONE_PASSWORD or CROWNSTONE_PASSWORD_FILE" : ""));
                yield null;
            }
            case Passwords.Found.Plain(var password) -> sha1(password);
            case Passwords.Found.Sha1(var hash) -> hash;
            case Passwords.Found.Unusable _ -> null;
        };
    }

    /** The cloud never sees the password itself, and neither does the rest of the program. */
    private static Secret sha1(Secret password) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var hash = digest.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
            return new Secret(HexFormat.of().formatHex(hash), password.oddities());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }
}
