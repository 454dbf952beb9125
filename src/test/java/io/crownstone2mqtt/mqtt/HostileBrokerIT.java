package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from the network ends at most the connection, by one line; no thread dies of it with a stack trace. */
class HostileBrokerIT {
    private static final String WELCOME = "20020000";
    private static final String ALIVE = "30050001743132"; // "12" on the topic "t"

    private final RecordingListener listener = new RecordingListener();

    /** Answers each login by those bytes, and keeps the connection. */
    private static ServerSocket server(byte[] answer) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    Thread.ofVirtual().start(() -> answer(socket, answer));
                } catch (IOException _) {
                    // The test is over.
                }
            }
        });
        return listening;
    }

    private static void answer(Socket socket, byte[] answer) {
        try (socket) {
            InputStream in = socket.getInputStream();
            if (in.read() >= 0) {
                socket.getOutputStream().write(answer);
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException _) {
            // The client hung up.
        }
    }

    private static URI url(ServerSocket server) {
        return URI.create("mqtt://127.0.0.1:" + server.getLocalPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3006000361016231", // a control character in the topic
                "30050003610062", // a null in it
                "30040001ff31", // a topic that is no text
                "3007000461efbfbd31", // the sign for what is no text
                "30070004f09f988031", // an emoji
                "30060003efbca131", // a wide letter
                "34070001740001bebe", // quality 2
                "3a070001740001bebe62020001",
            })
    void strangeMessagesDoNotDisturb(String packet) throws IOException {
        try (UncaughtFailures uncaught = new UncaughtFailures();
                ServerSocket server = server(HexFormat.of().parseHex(WELCOME + packet + ALIVE));
                PahoBrokerLink _ = new LinkBuilder(url(server)).start(listener)) {
            await().until(() -> listener.messages.stream()
                    .anyMatch(each -> each.topic().equals("t") && each.payload().equals("12")));
            assertThat(listener.downs).isEmpty();
            assertThat(uncaught.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "36050001610001, quality 3",
        "3003ffff61, topic",
        "30ffffffff7f, four bytes",
        "4000, type 4",
        "90020001, type 9",
        "40ffffff7f, type 4",
        "9effffff7f, type 9",
        "0000, type 0",
        "f000, type 15",
        "c000, type 12",
    })
    void malformedPacketsEndTheConnectionByOneLine(String packet, String words) throws IOException {
        try (UncaughtFailures uncaught = new UncaughtFailures();
                ServerSocket server = server(HexFormat.of().parseHex(WELCOME + packet));
                PahoBrokerLink _ = new LinkBuilder(url(server)).start(listener)) {
            assertThat(listener.awaitDown().message())
                    .contains("127.0.0.1:", "MQTT does not allow", words)
                    .doesNotContain("\n");
            assertThat(uncaught.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"15030300020228, mqtts://", "485454502f312e3120343030, ws://", "5353482d, MQTT port"})
    void anotherProtocolIsRecognised(String answer, String words) throws IOException {
        try (UncaughtFailures uncaught = new UncaughtFailures();
                ServerSocket server = server(HexFormat.of().parseHex(answer));
                PahoBrokerLink _ = new LinkBuilder(url(server)).start(listener)) {
            assertThat(listener.awaitDown().message()).contains(words);
            assertThat(uncaught.failures).isEmpty();
        }
    }

    /** As short connections are, which {@code plan} and {@code check} make. */
    @Test
    @EnabledIfMosquitto
    void aLinkThatIsClosedAtAnyMomentLeavesNoStackTrace() {
        try (UncaughtFailures uncaught = new UncaughtFailures();
                MosquittoBroker broker = MosquittoBroker.with().quiet().open()) {
            for (int i = 0; i < 60; i++) {
                RecordingListener listener = new RecordingListener();
                PahoBrokerLink link =
                        new LinkBuilder(broker.url()).clientId("short").start(listener);
                if (i % 2 == 0) {
                    listener.awaitUps(1);
                    link.subscribe(List.of("t"));
                    link.publish(Message.once("t", "x"));
                } else {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
                }
                link.close();
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> Threads.ofLinks("short").isEmpty());
            assertThat(uncaught.failures).isEmpty();
        }
    }
}
