package io.creditlake.lake.functions;

import io.creditlake.standards.NameParts;
import io.creditlake.standards.NameSplitter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from the name of an organisation to its parts. */
public final class NamePartsFunction extends OfText<InternalRow> {
    private static final long serialVersionUID = 1L;

    private final NameSplitter splitter;

    NamePartsFunction(String name, NameSplitter splitter) {
        super(name);
        this.splitter = splitter;
    }

    /** Called by generated code. */
    public InternalRow invoke(UTF8String text) {
        NameParts parts = text == null ? null : splitter.split(text.toString());
        return parts == null
                ? null
                : new GenericInternalRow(new Object[] {
                    UTF8String.fromString(parts.name()),
                    UTF8String.fromString(parts.former()),
                    UTF8String.fromString(parts.region()),
                    UTF8String.fromString(parts.trade()),
                    UTF8String.fromString(parts.industry()),
                    UTF8String.fromString(parts.form()),
                    UTF8String.fromString(parts.branch())
                });
    }

    @Override
    public DataType resultType() {
        StructType parts = new StructType();
        for (String name : new String[] {"name", "former", "region", "trade", "industry", "form", "branch"}) {
            parts = parts.add(name, DataTypes.StringType);
        }
        return parts;
    }
}
