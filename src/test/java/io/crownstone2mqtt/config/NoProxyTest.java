package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoProxyTest {
    private static boolean covers(String list, String url) {
        return NoProxy.of(list).covers(Proxies.endpoint(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* | https://cloud.example.org",
                "example.org | https://cloud.example.org",
                ".example.org | https://cloud.example.org",
                ".example.org | https://example.org",
                "*.example.org | https://cloud.example.org",
                "a.b, EXAMPLE.org | https://Cloud.Example.ORG.",
                "a.b example.org. | https://example.org",
                "example.org:443 | https://cloud.example.org",
                "my_cloud | http://my_cloud:8080",
                "127.0.0.1 | http://127.0.0.1:8080",
                "127.0.0.1:8080 | http://127.0.0.1:8080",
                "10.0.0.0/8 | http://10.200.3.4",
                "10.1.2.128/25 | http://10.1.2.200",
                "0.0.0.0/0 | http://10.1.2.200",
                "::1 | http://[::1]:80",
                "[::1] | http://[0:0:0:0:0:0:0:1]",
                "[::1]:80 | http://[::1]",
                "fe80::/10 | http://[fe80::1%25eth0]",
            })
    void whatIsListedIsCovered(String list, String url) {
        assertThat(covers(list, url)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.org | https://badexample.org",
                "cloud.example.org | https://example.org",
                "example.org:80 | https://example.org",
                "10.0.0.0/8 | http://11.0.0.1",
                "10.1.2.128/25 | http://10.1.2.100",
                "10.0.0.0/99 | http://10.0.0.1",
                "10.0.0.0/x | http://10.0.0.1",
                "10 | http://10.0.0.1",
                "127.0.0.1 | http://localhost",
                "::1 | http://127.0.0.1",
                "'' | http://127.0.0.1",
            })
    void theRestIsNot(String list, String url) {
        assertThat(covers(list, url)).isFalse();
    }
}
