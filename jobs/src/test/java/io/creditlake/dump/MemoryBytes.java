package io.creditlake.dump;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A file in memory. */
public final class MemoryBytes implements Bytes {
    private final byte[] content;

    /** A file of these bytes. */
    public MemoryBytes(byte[] content) {
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    static MemoryBytes of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    static MemoryBytes of(String text, Charset charset) {
        return new MemoryBytes(text.getBytes(charset));
    }

    @Override
    public InputStream open(long offset) {
        return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
    }

    @Override
    public long size() {
        return content.length;
    }
}
