package io.creditlake.dump;

import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** A scan of dumps: the parts of the files, and the columns that are asked for. */
final class DumpScan implements Scan, Batch {
    private final List<DumpFile> files;
    private final StructType schema;

    private DumpScan(List<DumpFile> files, StructType schema) {
        this.files = files;
        this.schema = schema;
    }

    /** A part to read in one task. */
    record DumpPart(DumpFile file, Part part) implements InputPartition {}

    @Override
    public StructType readSchema() {
        return schema;
    }

    @Override
    public String description() {
        return "dumps " + files.stream().map(DumpFile::path).toList();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        List<InputPartition> parts = new ArrayList<>();
        for (DumpFile file : files) {
            for (Part part : file.layout().parts()) {
                parts.add(new DumpPart(file, part));
            }
        }
        return parts.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        SparkSession spark = SparkSession.active();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Broadcast<SerializableConfiguration> shared = org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                        spark.sparkContext())
                .broadcast(new SerializableConfiguration(hadoop));
        return new Factory(shared, schema);
    }

    private record Factory(Broadcast<SerializableConfiguration> hadoop, StructType schema)
            implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new DumpPartReader((DumpPart) partition, hadoop.value().value(), schema);
        }
    }

    /** Keeps to the columns that are asked for: cells are not copied when nobody wants them. */
    static final class Builder implements ScanBuilder, SupportsPushDownRequiredColumns {
        private final List<DumpFile> files;
        private StructType schema;

        Builder(List<DumpFile> files, StructType schema) {
            this.files = files;
            this.schema = schema;
        }

        @Override
        public void pruneColumns(StructType required) {
            schema = required;
        }

        @Override
        public Scan build() {
            return new DumpScan(files, schema);
        }
    }
}
