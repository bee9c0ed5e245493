package io.creditlake.generate;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A source that dumps are made for.
 *
 * @param contract its contract
 * @param maker makes the facts of its record class
 * @param rendering writes facts in its layout
 * @param order its rules of order
 * @param places the counties
 * @param planter chooses its dirt
 * @param share which part of its class's facts it tells, when several sources share a class
 * @param shares number of sources of its class
 */
record Source(
        SourceContract contract,
        FactMaker maker,
        Rendering rendering,
        List<OrderRule> order,
        Places places,
        Planter planter,
        int share,
        int shares) {

    /** Whether it is this source that tells of the fact. */
    boolean owns(Fact fact) {
        return Math.floorMod(Dice.mix(fact.id().hashCode() + 1L), shares) == share;
    }

    /** Whether a column is filled by this source. */
    boolean has(String column) {
        return contract.field(column).filter(Field::kept).isPresent();
    }

    /** Whether any row of it can be refused. */
    boolean canRefuse() {
        return RequiredDirt.canRefuse(contract);
    }

    /** A row with the dirt in it. */
    List<Cell> stained(List<Cell> row, Stain stain) {
        List<Cell> stained = new ArrayList<>(row);
        int index = index(stain.column());
        if (stain.splits()) {
            int middle = (stain.written().length() - 1) / 2;
            stained.set(index, Cell.of(stain.written().substring(0, middle)));
            stained.add(index + 1, Cell.of(stain.written().substring(middle + 1)));
        } else {
            stained.set(index, Cell.of(stain.written()));
        }
        return stained;
    }

    private int index(String column) {
        List<Field> fields = contract.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).column().equals(column)) {
                return i;
            }
        }
        throw new IllegalStateException(contract.source() + " has no field " + column);
    }
}
