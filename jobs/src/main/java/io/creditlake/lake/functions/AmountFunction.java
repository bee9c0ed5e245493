package io.creditlake.lake.functions;

import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to an amount in yuan, as decimal(20,2). */
public final class AmountFunction extends OfText<Decimal> {
    private static final long serialVersionUID = 1L;
    private static final int PRECISION = 20;
    private static final int SCALE = 2;

    private final Body body;

    /** What the function does; takes and may give null. */
    interface Body extends Serializable {
        BigDecimal apply(String text);
    }

    AmountFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    /** Called by generated code. */
    public Decimal invoke(UTF8String text) {
        BigDecimal amount = text == null ? null : body.apply(text.toString());
        return amount == null || amount.precision() - amount.scale() > PRECISION - SCALE
                ? null
                : Decimal.apply(amount, PRECISION, SCALE);
    }

    @Override
    public DataType resultType() {
        return DataTypes.createDecimalType(PRECISION, SCALE);
    }
}
