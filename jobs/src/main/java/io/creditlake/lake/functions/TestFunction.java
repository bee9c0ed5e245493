package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to true or false; of null it gives null. */
public final class TestFunction extends OfText<Boolean> {
    private static final long serialVersionUID = 1L;

    private final Body body;

    /** What the function does; takes null. */
    interface Body extends Serializable {
        boolean apply(UTF8String text);
    }

    /** A test of characters. */
    interface OfString extends Serializable {
        boolean apply(String text);
    }

    /** A test that no text passes but one of ASCII. */
    interface OfAscii extends Serializable {
        boolean apply(CharSequence text);
    }

    private TestFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    static TestFunction ofString(String name, OfString test) {
        return new TestFunction(name, text -> test.apply(text == null ? null : text.toString()));
    }

    static TestFunction ofAscii(String name, OfAscii test) {
        return new TestFunction(name, text -> text != null && test.apply(new Ascii(text)));
    }

    /** As {@link #ofString}, where a quick look at a text that is not null may tell that it fails the test. */
    static TestFunction unless(String name, TextFunction.Shortcut fails, OfString test) {
        return new TestFunction(
                name,
                text -> text == null ? test.apply(null) : !fails.returnsItself(text) && test.apply(text.toString()));
    }

    /** Called by generated code. */
    public boolean invoke(UTF8String text) {
        return body.apply(text);
    }

    @Override
    public DataType resultType() {
        return DataTypes.BooleanType;
    }
}
