package io.creditlake.lake.functions;

import org.apache.spark.unsafe.types.UTF8String;

/**
 * The bytes of a text read as characters, without making a string. Right for ASCII; a byte of any other character gives
 * one from {@code U+0080} to {@code U+00FF}, which no code, day or amount contains.
 */
final class Ascii implements CharSequence {
    private final UTF8String text;
    private final int start;
    private final int length;

    Ascii(UTF8String text) {
        this(text, 0, text.numBytes());
    }

    private Ascii(UTF8String text, int start, int length) {
        this.text = text;
        this.start = start;
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) (text.getByte(start + index) & 0xFF);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new Ascii(text, start + from, to - from);
    }

    @Override
    public String toString() {
        return text.toString().substring(start, start + length);
    }
}
