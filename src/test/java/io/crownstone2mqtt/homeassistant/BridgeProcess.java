package io.crownstone2mqtt.homeassistant;

import io.crownstone2mqtt.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bridge as a process of its own, so that it can be killed. */
final class BridgeProcess implements AutoCloseable {
    private final Process process;

    private BridgeProcess(Process process) {
        this.process = process;
    }

    static BridgeProcess start(Path configuration, Path log) {
        String java = ProcessHandle.current().info().command().orElse("java");
        List<String> line = List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=",
                "-classpath",
                System.getProperty("java.class.path", ""),
                Main.class.getName(),
                "run",
                "--config",
                configuration.toString());
        try {
            return new BridgeProcess(new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a service manager does it. */
    @Override
    public void close() {
        process.destroy();
        end();
    }

    void kill() {
        process.destroyForcibly();
        end();
    }

    private void end() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the bridge did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
