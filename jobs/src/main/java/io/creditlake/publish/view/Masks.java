package io.creditlake.publish.view;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.repeat;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * What of the columns of a publication's table is hidden on a day.
 *
 * @param publication the publication
 * @param day the day
 */
record Masks(Publication publication, LocalDate day) {
    /** Codes of organisations, and what is drawn by: among their digits no number of a person is sought. */
    private static final Pattern CODE = Pattern.compile("(.*_)?(uscc|code|no)|lot|seed|commitment");
    /**
     * Numbers of documents. Many begin with a region and a day, and one in eleven of these passes the check of a citizen
     * number.
     */
    private static final Pattern NUMBER = Pattern.compile("(.*_)?number");
    /** 《行政处罚法》第三十条: younger people are not punished; nor are they licensed. */
    private static final int YOUNGEST = 14;
    /** Characters of a citizen number that has the century of its day of birth. */
    private static final int LENGTH = 18;

    /**
     * The columns that are not shown as they are: a name keeps its first character, what is a mask already stays. In free
     * text the numbers of citizens and mobile phones are masked, whether or not the contract of its source has said that
     * it is one.
     *
     * @param person whether a row is about a natural person
     */
    Map<String, Column> of(Column person) {
        Map<String, Column> masked = new LinkedHashMap<>();
        for (TableContract.Column column : publication.table().columns()) {
            boolean text = isText(column);
            if (text && column.personal()) {
                Column value = col(column.name());
                boolean ofTheSubject = column.name().equals("subject_name");
                boolean shown = ofTheSubject || publication.shown().contains(column.name());
                masked.put(
                        column.name(),
                        shown ? when(not(person), withoutNumbers(column.name())).otherwise(mask(value)) : mask(value));
            } else if (isNumber(column)) {
                masked.put(column.name(), unlessAPersonHasIt(column.name()));
            } else if (text && !CODE.matcher(column.name()).matches()) {
                masked.put(column.name(), withoutNumbers(column.name()));
            }
        }
        return masked;
    }

    /**
     * For each column that a mask may hide or show by time alone, whether it does so in a row.
     *
     * @param from a day
     * @param to a later day
     */
    List<Column> turning(LocalDate from, LocalDate to) {
        return publication.table().columns().stream()
                .filter(Masks::isNumber)
                .map(column -> bornOn(column.name()))
                .map(born -> born.gt(lit(youngest(from))).and(born.leq(lit(youngest(to)))))
                .toList();
    }

    private static boolean isText(TableContract.Column column) {
        return column.type().equals("string") && !column.name().endsWith("_mask");
    }

    private static boolean isNumber(TableContract.Column column) {
        return isText(column)
                && !column.personal()
                && NUMBER.matcher(column.name()).matches();
    }

    /** Certificates of professions carry the citizen number of who holds them; his day of birth is long ago. */
    private Column unlessAPersonHasIt(String column) {
        Column isAPersons = call_function("credit.citizen_number_valid", col(column))
                .and(length(col(column)).equalTo(LENGTH))
                .and(bornOn(column).leq(lit(youngest(day))));
        return when(isAPersons, call_function("credit.citizen_number_mask", col(column)))
                .otherwise(col(column));
    }

    /** The day of birth in a citizen number, year first, in digits. */
    private static Column bornOn(String column) {
        return substring(col(column), 7, 8);
    }

    /** The last day of birth, in digits, of who is old enough on a day to be licensed or punished. */
    private static String youngest(LocalDate day) {
        return day.minusYears(YOUNGEST).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static Column withoutNumbers(String column) {
        return expr("credit.mask_in(`" + column + "`)");
    }

    private static Column mask(Column name) {
        Column hidden = greatest(length(name).minus(1), lit(1));
        return concat(substring(name, 1, 1), repeat(lit("*"), hidden));
    }
}
