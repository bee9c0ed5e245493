package io.creditlake.dump;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The texts that the cells of a workbook share. They are kept in files that the operating system maps into memory as it
 * has room, so that the heap does not grow with the workbook; the first ones stay on the heap.
 */
final class SharedStrings implements Closeable {
    private static final long LARGEST_MAP = Integer.MAX_VALUE;

    private final int most;
    private final List<UTF8String> onHeap = new ArrayList<>();
    private Path texts;
    private Path ends;
    private OutputStream textsOut;
    private OutputStream endsOut;
    private ByteBuffer mappedTexts;
    private ByteBuffer mappedEnds;
    private int spilled;
    private long written;

    /**
     * An empty list.
     *
     * @param most texts to keep on the heap
     */
    SharedStrings(int most) {
        this.most = most;
    }

    void add(String text) throws IOException {
        if (onHeap.size() < most) {
            onHeap.add(CellText.text(text));
            return;
        }
        if (texts == null) {
            texts = Files.createTempFile("creditlake-", ".texts");
            ends = Files.createTempFile("creditlake-", ".ends");
            textsOut = new BufferedOutputStream(Files.newOutputStream(texts), 1 << 16);
            endsOut = new BufferedOutputStream(Files.newOutputStream(ends), 1 << 16);
        }
        byte[] bytes = text.isBlank() ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        textsOut.write(bytes);
        written += bytes.length;
        endsOut.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) written).array());
        spilled++;
        if (written > LARGEST_MAP || (long) spilled * Integer.BYTES > LARGEST_MAP) {
            throw new FaultyFileException("工作簿的共享字符串过大，请分成几个文件或改报 csv");
        }
    }

    /** Ends the adding. */
    void complete() throws IOException {
        if (texts != null) {
            textsOut.close();
            endsOut.close();
            mappedTexts = mapped(texts);
            mappedEnds = mapped(ends);
        }
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    /** A text by its number from 0; null when it is blank. */
    UTF8String get(int index) {
        if (index < onHeap.size()) {
            return onHeap.get(index);
        }
        int i = index - onHeap.size();
        if (i >= spilled) {
            throw new IndexOutOfBoundsException("no shared text " + index);
        }
        int start = i == 0 ? 0 : mappedEnds.getInt((i - 1) * Integer.BYTES);
        byte[] bytes = new byte[mappedEnds.getInt(i * Integer.BYTES) - start];
        mappedTexts.get(start, bytes);
        return bytes.length == 0 ? null : UTF8String.fromBytes(bytes);
    }

    @Override
    public void close() {
        try {
            if (texts != null) {
                textsOut.close();
                endsOut.close();
                Files.deleteIfExists(texts);
                Files.deleteIfExists(ends);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
