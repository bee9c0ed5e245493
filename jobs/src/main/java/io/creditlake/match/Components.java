package io.creditlake.match;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.graphx.Edge;
import org.apache.spark.graphx.Graph;
import org.apache.spark.graphx.lib.ConnectedComponents;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Connected components of ties between subjects, by Spark's GraphX. */
public final class Components {
    private static final StructType SHAPE =
            new StructType().add("id", DataTypes.LongType, false).add("component", DataTypes.LongType, false);
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    private Components() {}

    /**
     * The component of every subject that a tie names.
     *
     * @param ties {@code left}, {@code right}: ids, in any order, repeated or not
     * @return {@code id}, {@code component}: the smallest id of the component
     */
    public static Dataset<Row> of(Dataset<Row> ties) {
        JavaRDD<Edge<Object>> edges =
                ties.select("left", "right").toJavaRDD().map(row -> new Edge<>(row.getLong(0), row.getLong(1), null));
        Graph<Object, Object> graph = Graph.fromEdges(
                edges.rdd(), (Object) null, StorageLevel.MEMORY_AND_DISK(), StorageLevel.MEMORY_AND_DISK(), ANY, ANY);
        JavaRDD<Row> rows = ConnectedComponents.run(graph, ANY, ANY)
                .vertices()
                .toJavaRDD()
                .map(vertex -> RowFactory.create(vertex._1(), vertex._2()));
        return ties.sparkSession().createDataFrame(rows, SHAPE);
    }
}
