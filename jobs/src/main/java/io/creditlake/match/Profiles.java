package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of subjects for matching: a row a subject with {@code subject_id bigint}, {@code has_code boolean}, {@code
 * org_key string} and, in the order of the model, an {@code array<string>} for each of its columns: comparable forms,
 * distinct, ascending, without nulls, at most 8, empty where nothing is known.
 */
public final class Profiles {
    private Profiles() {}

    /**
     * The profiles of subjects.
     *
     * @param mentions rows with {@code subject_id}, those of {@link Model#recordColumns} that there are, and where it is
     *     known {@code has_code} and {@code org_key}; a subject may have any number
     * @param also aggregates of the mentions of a subject, which become further columns
     */
    public static Dataset<Row> of(Model model, Dataset<Row> mentions, Column... also) {
        List<String> known = Arrays.asList(mentions.columns());
        List<Column> collected = new ArrayList<>();
        collected.add(coalesce(bool_or(known.contains("has_code") ? col("has_code") : lit(false)), lit(false))
                .as("has_code"));
        collected.add(max(known.contains("org_key") ? col("org_key") : lit(null).cast("string"))
                .as("org_key"));
        for (Map.Entry<String, List<String>> column : model.columns().entrySet()) {
            Column[] sets = column.getValue().stream()
                    .filter(known::contains)
                    .map(from -> collect_set(col(from).cast("string")))
                    .toArray(Column[]::new);
            collected.add((sets.length == 0 ? array().cast("array<string>") : concat(sets)).as(column.getKey()));
        }
        int own = collected.size();
        collected.addAll(List.of(also));
        Column[] rest = collected.subList(1, collected.size()).toArray(Column[]::new);
        List<Column> profile = new ArrayList<>(List.of(col("subject_id"), col("has_code"), col("org_key")));
        for (String column : model.columnNames()) {
            profile.add(
                    call_function("credit.comparable", lit(model.kind(column).key()), col(column))
                            .as(column));
        }
        Dataset<Row> made = mentions.groupBy("subject_id").agg(collected.get(0), rest);
        Arrays.stream(made.columns()).skip(1L + own).forEach(c -> profile.add(col(c)));
        return made.select(profile.toArray(Column[]::new));
    }

    /** The columns of a profile, in their order: for a struct, or to select. */
    public static Column[] columns(Model model) {
        List<Column> columns = new ArrayList<>(List.of(col("subject_id"), col("has_code"), col("org_key")));
        model.columnNames().forEach(name -> columns.add(col(name)));
        return columns.toArray(Column[]::new);
    }

    /** Whether a model compares subjects of a kind; one of no known kind counts as an organisation. */
    public static Column concerned(Model model, Column kind) {
        return kind.isNull().or(kind.isin(model.subjects().toArray()));
    }
}
