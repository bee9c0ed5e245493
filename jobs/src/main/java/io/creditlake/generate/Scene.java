package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Kind;
import java.time.LocalDate;
import java.util.List;

/**
 * Where dirt falls.
 *
 * @param contract the source
 * @param order the contract's rules of the shape {@code later >= earlier}
 * @param places the counties
 * @param layout how the file is written
 * @param runDate the night
 * @param fact what the row tells
 * @param dice chance
 */
record Scene(
        SourceContract contract,
        List<OrderRule> order,
        Places places,
        Layout layout,
        LocalDate runDate,
        Fact fact,
        Dice dice) {

    Object value(Field field) {
        return fact.value(field.column());
    }

    Kind kind() {
        return layout.format().kind();
    }

    /** Whether a day in a column leaves every rule of order as it should be. */
    boolean keepsOrder(String column, LocalDate day) {
        return order.stream().allMatch(rule -> rule.allows(column, day, fact));
    }
}
