package io.creditlake.supervise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * A sentence with column names in braces.
 *
 * @param text such as {@code 信用等级由{previous_grade}降至{grade}}
 */
public record Message(String text) {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    /** The columns it names. */
    List<String> columns() {
        return NAME.matcher(text).results().map(r -> r.group(1)).toList();
    }

    /** The sentence over a frame that has the columns; a null reads as a dash. */
    Column column() {
        List<Column> parts = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(lit(text.substring(end, matcher.start())));
            parts.add(coalesce(col(matcher.group(1)).cast("string"), lit("—")));
            end = matcher.end();
        }
        parts.add(lit(text.substring(end)));
        return concat(parts.toArray(Column[]::new));
    }
}
