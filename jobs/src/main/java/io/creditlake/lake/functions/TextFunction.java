package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to text. */
public final class TextFunction extends OfText<UTF8String> {
    private static final long serialVersionUID = 1L;

    private final Body body;
    private final Shortcut shortcut;

    /** What the function does; takes and may give null. */
    interface Body extends Serializable {
        String apply(String text);
    }

    /** A quick look at a text: whether the function would return it as it is. It may say no too often. */
    interface Shortcut extends Serializable {
        boolean returnsItself(UTF8String text);
    }

    TextFunction(String name, Body body) {
        this(name, body, null);
    }

    TextFunction(String name, Body body, Shortcut shortcut) {
        super(name);
        this.body = body;
        this.shortcut = shortcut;
    }

    /** Called by generated code. */
    public UTF8String invoke(UTF8String text) {
        if (text == null || (shortcut != null && shortcut.returnsItself(text))) {
            return text;
        }
        String sent = text.toString();
        String result = body.apply(sent);
        return sent.equals(result) ? text : UTF8String.fromString(result);
    }

    @Override
    public DataType resultType() {
        return DataTypes.StringType;
    }
}
