package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.StructField;

/**
 * Brings the columns of a table to what its contract says. A contract may gain columns, widen the type of one, let one be
 * null, and lose one. Nothing is dropped or renamed: a column that the contract has lost stays with the rows that have it,
 * rows that are written anew have none. Releases go on to read as they were made.
 */
final class TableEvolution {
    private final Table table;
    private final TableContract contract;
    private final Schema wanted;

    TableEvolution(Table table, TableContract contract) {
        this.table = table;
        this.contract = contract;
        this.wanted = SparkSchemaUtil.convert(LakeTables.structOf(contract));
    }

    /** The columns of a table that its contract has lost. */
    static List<StructField> retired(Table table, TableContract contract) {
        Set<String> named = new HashSet<>(contract.columnNames());
        return Arrays.stream(SparkSchemaUtil.convert(table.schema()).fields())
                .filter(field -> !named.contains(field.name()))
                .toList();
    }

    /**
     * Evolves the table.
     *
     * @throws ConfigurationException when a type is neither the one that stands nor a wider one
     */
    void evolve() {
        UpdateSchema update = table.updateSchema();
        boolean changed = false;
        for (Types.NestedField field : wanted.columns()) {
            Types.NestedField stands = table.schema().findField(field.name());
            if (stands == null) {
                update.addColumn(field.name(), field.type());
                changed = true;
            } else {
                changed |= evolve(stands, field, update);
            }
        }
        for (Types.NestedField stands : table.schema().columns()) {
            Types.NestedField field = wanted.findField(stands.name());
            if (stands.isRequired() && (field == null || field.isOptional())) {
                update.makeColumnOptional(stands.name());
                changed = true;
            }
        }
        if (changed) {
            update.commit();
        }
    }

    private boolean evolve(Types.NestedField stands, Types.NestedField field, UpdateSchema update) {
        if (sameType(stands.type(), field.type())) {
            return false;
        }
        if (isWider(stands.type(), field.type())) {
            update.updateColumn(field.name(), field.type().asPrimitiveType());
            return true;
        }
        List<Types.NestedField> more = gained(stands.type(), field.type());
        if (more.isEmpty()) {
            throw otherType(stands, field);
        }
        more.forEach(item -> update.addColumn(field.name(), item.name(), item.type()));
        return true;
    }

    /** Dates stay dates: what is compared with a day would be compared with a moment. */
    private static boolean isWider(Type stands, Type field) {
        return field.isPrimitiveType()
                && stands.typeId() != Type.TypeID.DATE
                && TypeUtil.isPromotionAllowed(stands, field.asPrimitiveType());
    }

    /** The fields that the items of a list have gained at their end; none when that is not how the types differ. */
    private static List<Types.NestedField> gained(Type stands, Type field) {
        if (!isListOfStructs(stands) || !isListOfStructs(field)) {
            return List.of();
        }
        List<Types.NestedField> before = items(stands);
        List<Types.NestedField> now = items(field);
        boolean sameSoFar = now.size() > before.size()
                && sameType(Types.StructType.of(before), Types.StructType.of(now.subList(0, before.size())));
        return sameSoFar ? new ArrayList<>(now.subList(before.size(), now.size())) : List.of();
    }

    private static boolean isListOfStructs(Type type) {
        return type.isListType() && type.asListType().elementType().isStructType();
    }

    private static List<Types.NestedField> items(Type list) {
        return list.asListType().elementType().asStructType().fields();
    }

    /** Whether two types are one, whatever the ids of their fields and what may be null in them. */
    private static boolean sameType(Type one, Type other) {
        return text(one).equals(text(other));
    }

    private static String text(Type type) {
        return SparkSchemaUtil.convert(type).catalogString();
    }

    private ConfigurationException otherType(Types.NestedField stands, Types.NestedField field) {
        return ConfigurationException.of(
                contract.name() + "." + field.name(),
                "the type " + text(field.type()) + " in its contract",
                text(stands.type()) + ", as the table has it, or a wider one",
                "A type may become wider (int to bigint, float to double, more digits before the point of a decimal) and"
                        + " nothing else: add a column of another name");
    }
}
