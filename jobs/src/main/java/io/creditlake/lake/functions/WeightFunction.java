package io.creditlake.lake.functions;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code agreement_weight(level, levels, weights, shares, frequency, bound)}: the weight of a level in bits.
 *
 * <p>Where a level means that a term is common to both, and how frequent the term is is known, the weight gains {@code
 * log2(share / frequency)}: {@code share} is the probability that two random subjects have any term in common, as Splink
 * documents it for term frequencies. The gain is kept within plus and minus {@code bound}.
 */
public final class WeightFunction extends Typed<Double> {
    private static final long serialVersionUID = 1L;
    private static final double LOG_2 = Math.log(2);

    WeightFunction(String name) {
        super(
                name,
                new String[] {"level", "levels", "weights", "shares", "frequency", "bound"},
                DataTypes.StringType,
                TextArrays.TEXTS,
                DataTypes.createArrayType(DataTypes.DoubleType),
                DataTypes.createArrayType(DataTypes.DoubleType),
                DataTypes.DoubleType,
                DataTypes.DoubleType);
    }

    /**
     * Called by generated code.
     *
     * @param level null where there is nothing to compare, which weighs nothing, as does a level that is not listed
     * @param levels the levels
     * @param weights the weight of each
     * @param shares the share of each, 0 where its weight does not depend on a term
     * @param frequency the share of subjects that have the term; 0 when it is not known
     */
    public double invoke(
            UTF8String level, ArrayData levels, ArrayData weights, ArrayData shares, double frequency, double bound) {
        if (level == null) {
            return 0;
        }
        for (int i = 0; i < levels.numElements(); i++) {
            if (level.equals(levels.getUTF8String(i))) {
                double share = shares.getDouble(i);
                boolean adjusted = share > 0 && frequency > 0;
                double gain = adjusted ? Math.log(share / frequency) / LOG_2 : 0;
                return weights.getDouble(i) + Math.max(-bound, Math.min(bound, gain));
            }
        }
        return 0;
    }

    @Override
    public DataType resultType() {
        return DataTypes.DoubleType;
    }
}
