package io.crownstone2mqtt.config;

import io.crownstone2mqtt.text.Sha1;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the accounts. The environment makes or overrides the first one. */
final class AccountsReader {
    private static final String NAME = "accounts";

    private AccountsReader() {}

    static List<Settings.Account> read(ConfigBlock cloud) {
        var blocks = cloud.children(NAME, isIn(cloud.environment()) ? 1 : 0);
        if (blocks.isEmpty() && cloud.isEmptyList(NAME)) {
            cloud.problem(
                    NAME,
                    "no Crownstone account is given; run crownstone2mqtt setup, set CROWNSTONE_EMAIL and CROWNSTONE_PASSWORD,"
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

    private static boolean isIn(Environment environment) {
        return ConfigKeys.ALL.stream()
                .filter(key -> key.path().startsWith(ConfigKeys.ACCOUNTS))
                .map(ConfigKey::variable)
                .anyMatch(variable -> variable != null && environment.get(variable) != null);
    }

    private static Settings.@Nullable Account account(ConfigBlock block, boolean first, Map<String, String> emails) {
        var email = email(block, first, emails);
        var password = password(block, first);
        block.refuseUnknown();
        return email == null || password == null ? null : new Settings.Account(email, password);
    }

    private static @Nullable String email(ConfigBlock block, boolean first, Map<String, String> emails) {
        var given = block.find("email");
        if (given == null) {
            block.problem(
                    "email",
                    "is missing; give the e-mail you log in with in the Crownstone app"
                            + (first ? ", here or as " + block.key("email").variable() : ""));
            return null;
        }
        var email = block.getOrNull("email", String.class);
        if (email == null) {
            return null;
        }
        var same = emails.putIfAbsent(email.toLowerCase(Locale.ROOT), given.path());
        if (same != null) {
            block.report(given, "is the same e-mail as " + same + "; remove one of the accounts");
        }
        return email;
    }

    private static @Nullable Secret password(ConfigBlock block, boolean first) {
        var found = new Passwords(block).find();
        if (found == null) {
            block.problem(
                    "password",
                    "is missing; give password, password-file or password-sha1"
                            + (first ? ", or set CROWNSTONE_PASSWORD or CROWNSTONE_PASSWORD_FILE" : ""));
            return null;
        }
        var secret = found.secret();
        return secret == null || found.hashed() ? secret : sha1(secret);
    }

    /** The cloud never sees the password itself, and neither does the rest of the program. */
    private static Secret sha1(Secret password) {
        return new Secret(Sha1.hex(password.reveal()), password.oddities());
    }
}
