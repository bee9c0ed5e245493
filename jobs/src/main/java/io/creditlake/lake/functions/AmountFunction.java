package io.creditlake.lake.functions;

import io.creditlake.standards.Amounts;
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

    private final boolean wan;

    /** @param wan whether a number without a unit counts in 10,000 yuan */
    AmountFunction(String name, boolean wan) {
        super(name);
        this.wan = wan;
    }

    /** Called by generated code. */
    public Decimal invoke(UTF8String text) {
        if (text == null) {
            return null;
        }
        long cents = Amounts.plainCents(new Ascii(text), wan);
        if (cents != Amounts.NO_CENTS) {
            return Decimal.createUnsafe(cents, PRECISION, SCALE);
        }
        String sent = text.toString();
        BigDecimal amount = wan ? Amounts.parseWan(sent) : Amounts.parse(sent);
        return amount == null || amount.precision() - amount.scale() > PRECISION - SCALE
                ? null
                : Decimal.apply(amount, PRECISION, SCALE);
    }

    @Override
    public DataType resultType() {
        return DataTypes.createDecimalType(PRECISION, SCALE);
    }
}
