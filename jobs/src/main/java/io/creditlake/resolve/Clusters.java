package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

import io.creditlake.lake.Kept;
import io.creditlake.match.Cluster;
import io.creditlake.match.Components;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Subjects that ties connect: components by GraphX, each of them then taken together tie by tie under the guards of
 * {@link Cluster}.
 *
 * @param members {@code subject_id}, {@code into_subject_id} (itself for the one that stays), {@code left} and
 *     {@code right} of its heaviest tie; the subjects of clusters of several
 * @param cuts {@code left}, {@code right}, {@code guard}: ties not taken
 */
record Clusters(Dataset<Row> members, Dataset<Row> cuts) {
    private static final StructType SHAPE = new StructType()
            .add("subject_id", DataTypes.LongType)
            .add("into_subject_id", DataTypes.LongType)
            .add("left", DataTypes.LongType)
            .add("right", DataTypes.LongType)
            .add("guard", DataTypes.StringType);

    /**
     * Clusters.
     *
     * @param ties {@code left}, {@code right}, {@code weight}; each unordered pair once
     * @param nodes {@code subject_id}, {@code org_key}, {@code first_seen}; of at least every subject that a tie names
     * @param apart {@code left}, {@code right}: subjects that a judgement keeps apart
     * @param largest how many subjects a cluster may have
     */
    static Clusters of(Dataset<Row> ties, Dataset<Row> nodes, Dataset<Row> apart, int largest) {
        Dataset<Row> components = Components.of(ties).transform(Kept::of);
        Dataset<Row> left = components.withColumnRenamed("id", "left");
        Dataset<Row> members = nodes.join(components.withColumnRenamed("id", "subject_id"), new String[] {"subject_id"})
                .groupBy("component")
                .agg(collect_list(struct(col("subject_id"), col("org_key"), unix_date(col("first_seen"))))
                        .as("nodes"));
        Dataset<Row> all = members.join(grouped(ties, left, "ties", col("weight")), new String[] {"component"})
                .join(grouped(apart, left, "apart", lit(0.0)), new String[] {"component"}, "left");
        Dataset<Row> told = all.select("nodes", "ties", "apart")
                .flatMap((FlatMapFunction<Row, Row>) row -> told(row, largest).iterator(), Encoders.row(SHAPE))
                .transform(Kept::of);
        return new Clusters(
                told.filter(col("guard").isNull()).drop("guard"),
                told.filter(col("guard").isNotNull()).select("left", "right", "guard"));
    }

    private static Dataset<Row> grouped(Dataset<Row> pairs, Dataset<Row> components, String name, Column weight) {
        return pairs.join(components, new String[] {"left"})
                .groupBy("component")
                .agg(collect_list(struct(col("left"), col("right"), weight.as("weight")))
                        .as(name));
    }

    private static List<Row> told(Row component, int largest) {
        List<Cluster.Node> nodes = component.<Row>getList(0).stream()
                .map(n -> new Cluster.Node(n.getLong(0), n.getString(1), n.getInt(2)))
                .toList();
        List<Cluster.Tie> apart = component.isNullAt(2) ? List.of() : ties(component.getList(2));
        Cluster.Result result = Cluster.of(nodes, ties(component.getList(1)), apart, largest);
        Map<Long, Long> into = result.into();
        List<Row> rows = new ArrayList<>();
        result.by()
                .forEach((id, tie) ->
                        rows.add(RowFactory.create(id, into.getOrDefault(id, id), tie.left(), tie.right(), null)));
        result.cuts()
                .forEach(cut -> rows.add(RowFactory.create(
                        null,
                        null,
                        cut.tie().left(),
                        cut.tie().right(),
                        cut.guard().name())));
        return rows;
    }

    private static List<Cluster.Tie> ties(List<Row> rows) {
        return rows.stream()
                .map(t -> new Cluster.Tie(t.getLong(0), t.getLong(1), t.getDouble(2)))
                .toList();
    }
}
