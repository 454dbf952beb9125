package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.Settings;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries everything that the bridge needs, one step after the other, and changes nothing. */
record Check() implements OneShot {
    @Override
    public int run(Supplier<Settings> source, Console console) {
        CheckReport report = new CheckReport(console, System::nanoTime);
        AtomicReference<@Nullable Settings> loaded = new AtomicReference<>();
        report.step("configuration", () -> {
            Settings settings = source.get();
            loaded.set(settings);
            int accounts = settings.cloud().accounts().size();
            return accounts == 1 ? "1 account" : accounts + " accounts";
        });
        Settings settings = loaded.get();
        if (settings != null) {
            new CloudCheck(settings, report).run();
            new BrokerCheck(settings, report).run();
        }
        return report.end();
    }
}
