package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes facts in the layout of a source: the opposite of standardising them. */
final class Rendering {
    private final List<Field> fields;
    private final List<Map<String, String>> sent;

    Rendering(SourceContract contract) {
        this.fields = contract.fields();
        this.sent = fields.stream().map(Rendering::sent).toList();
    }

    /** Kept code to the code sent for it; of several, the one the contract names first. */
    private static Map<String, String> sent(Field field) {
        Map<String, String> inverted = new HashMap<>();
        field.codes().forEach((code, kept) -> inverted.putIfAbsent(kept, code));
        return inverted;
    }

    /** The row of a fact, one cell a field of the contract. */
    List<Cell> row(Fact fact, Layout layout) {
        List<Cell> row = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Object value = fact.value(fields.get(i).column());
            row.add(value == null ? Cell.EMPTY : cell(i, value, layout));
        }
        return row;
    }

    private Cell cell(int index, Object value, Layout layout) {
        Field field = fields.get(index);
        if (value instanceof LocalDate day) {
            return layout.dates().write(day);
        }
        if (value instanceof BigDecimal yuan) {
            String text = amount(field, yuan);
            return new Cell(text, layout.format().kind() == Kind.XLSX ? Cell.Form.NUMBER : Cell.Form.TEXT);
        }
        String text = value.toString();
        return Cell.of(sent.get(index).getOrDefault(text, text));
    }

    /** An amount of yuan in the unit of the field. */
    static String amount(Field field, BigDecimal yuan) {
        BigDecimal unit =
                switch (field.standard()) {
                    case AMOUNT_WAN -> yuan.movePointLeft(4);
                    default -> yuan;
                };
        return unit.signum() == 0 ? "0" : unit.stripTrailingZeros().toPlainString();
    }

    /** The value as the lake keeps it, in the form that SQL prints. */
    static String kept(Object value) {
        return value == null
                ? ""
                : value instanceof BigDecimal number ? number.setScale(2).toPlainString() : value.toString();
    }
}
