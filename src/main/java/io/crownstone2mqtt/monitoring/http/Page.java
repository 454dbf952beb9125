package io.crownstone2mqtt.monitoring.http;

import java.io.IOException;
import java.util.function.Function;

/** What is found under a path. */
public interface Page {
    void answer(PageRequest request) throws IOException;

    /** Whether it needs no login. */
    default boolean forAll() {
        return false;
    }

    default String methods() {
        return "GET, HEAD";
    }

    default boolean takes(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** One that is made for each request. */
    static Page of(Function<PageRequest, PageResponse> content) {
        return request -> request.send(content.apply(request));
    }

    /** The same without a login. */
    static Page forAll(Function<PageRequest, PageResponse> content) {
        return new Page() {
            @Override
            public void answer(PageRequest request) throws IOException {
                request.send(content.apply(request));
            }

            @Override
            public boolean forAll() {
                return true;
            }
        };
    }

    /** One to which something is sent. */
    static Page posted(Function<PageRequest, PageResponse> content) {
        return new Page() {
            @Override
            public void answer(PageRequest request) throws IOException {
                request.send(content.apply(request));
            }

            @Override
            public String methods() {
                return "POST";
            }

            @Override
            public boolean takes(String method) {
                return method.equals("POST");
            }
        };
    }
}
