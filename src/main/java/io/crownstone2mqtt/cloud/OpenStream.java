package io.crownstone2mqtt.cloud;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** An event stream under way. */
record OpenStream(InputStream content, HttpUriRequestBase http, ClassicHttpResponse response, Call call)
        implements AutoCloseable {
    @Override
    public void close() throws IOException {
        call.leave(http);
        http.cancel(); // an event stream has no end that could be read to
        response.close();
    }
}
