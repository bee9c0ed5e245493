package io.creditlake.lake;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code schemas/lake/<table>.yaml} says of a table.
 *
 * @param name the table
 * @param label its name in Chinese
 * @param columns all columns, the included ones first
 * @param partition partition columns: a column, or {@code bucket(column)} whose width the settings give
 * @param sort columns that rows are sorted by inside a file
 * @param lookup columns that rows are looked up by wherever they lie: files have Bloom filters of them
 * @param ledger whether the table is written on {@code main} at once and stands outside of releases
 * @param recordClass what makes it a record class; empty for every other table
 * @param access who outside of the lake may see its rows
 * @param publicWhere which of its rows the public may see; empty for all that its columns let it
 * @param key columns that identify a row; none where no publication needs one
 */
public record TableContract(
        TableName name,
        String label,
        List<Column> columns,
        List<String> partition,
        List<String> sort,
        List<String> lookup,
        boolean ledger,
        Optional<RecordClass> recordClass,
        Access access,
        Optional<String> publicWhere,
        List<String> key) {

    /** Who outside of the lake may see something. */
    public enum Access {
        /** Anybody. */
        PUBLIC,
        /** Departments and other platforms. */
        GOVERNMENT,
        /** Nobody. */
        INTERNAL
    }

    /**
     * A column.
     *
     * @param name column
     * @param type Spark DDL type, such as {@code decimal(20,2)}
     * @param required whether it is never null
     * @param label name in Chinese
     * @param description meaning
     * @param common whether every record class has it
     * @param reproducible whether equal inputs give equal values; false for times and snapshot ids
     * @param survivesFrom for a golden record, the columns of record classes it is taken from, the greatest authority
     *     first; {@code *} stands for every class
     * @param personal whether it names or marks a natural person: never part of a message or a log
     * @param filledLater whether a later stage fills it, so that it is no part of what a row of a source says
     * @param values all the words that it can hold; none when it holds any
     * @param minimum the smallest number that it can hold; empty when there is none
     * @param access who outside of the lake may see it, where he may see the table
     */
    public record Column(
            String name,
            String type,
            boolean required,
            String label,
            String description,
            boolean common,
            boolean reproducible,
            List<String> survivesFrom,
            boolean personal,
            boolean filledLater,
            List<String> values,
            Optional<BigDecimal> minimum,
            Access access) {}

    /**
     * What makes a table a record class.
     *
     * @param name the class, such as {@code penalty}
     * @param businessKey columns that identify a fact; {@code subject_key} stands for the subject's best code
     * @param documentNumber column that holds the number of its document, by which decisions of repair and objection
     *     name it; empty when the class has none
     * @param occurredOn column that dates the fact
     * @param validFrom column that begins its validity
     * @param validTo column that ends it
     * @param decidedBy columns with the name of who took the decision: a report of this very department comes first
     * @param latestWins columns of which the latest value stands, whoever reports it
     */
    public record RecordClass(
            String name,
            List<String> businessKey,
            String documentNumber,
            String occurredOn,
            String validFrom,
            String validTo,
            List<String> decidedBy,
            List<String> latestWins) {
        /** The pseudo-column of a business key that stands for the subject's best code or name. */
        public static final String SUBJECT_KEY = "subject_key";

        /** The common columns by which a row names its subject. */
        public static final List<String> NAMING = List.of(
                "subject_name", "subject_kind", "uscc", "org_code", "reg_no", "tax_no", "person_token", "region");
    }

    /** The names of all columns. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The columns of the class itself that sources fill, without those that every class has. */
    public List<Column> ownColumns() {
        return columns.stream().filter(c -> !c.common() && !c.filledLater()).toList();
    }

    /** The columns that a row of a source may fill: those of the class, and those by which it names its subject. */
    public List<Column> sentColumns() {
        return columns.stream()
                .filter(c -> c.common() ? RecordClass.NAMING.contains(c.name()) : !c.filledLater())
                .toList();
    }

    /** A column by name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** The names of the columns that equal inputs give equal values in. */
    public List<String> reproducibleColumns() {
        return columns.stream().filter(Column::reproducible).map(Column::name).toList();
    }

    static final Set<String> NAMESPACES = Set.of("ops", "record", "subject", "grade", "supervision");
}
