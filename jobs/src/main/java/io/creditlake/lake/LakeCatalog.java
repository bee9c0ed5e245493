package io.creditlake.lake;

import io.creditlake.config.Secret;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.spark.SparkCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Iceberg's catalog for Spark, which is told where secrets stand and reads them itself. Spark hands the settings of a
 * session on with every job, to executors and into its event log, and masks none of them there.
 */
public class LakeCatalog extends SparkCatalog {
    /** As Iceberg builds it, with the secrets in the place of the references to them. */
    @Override
    protected Catalog buildIcebergCatalog(String name, CaseInsensitiveStringMap options) {
        Map<String, String> read = new HashMap<>(options.asCaseSensitiveMap());
        read.replaceAll((key, text) -> TableEncryption.isPlace(key) ? text : Secret.inserted(text));
        return super.buildIcebergCatalog(name, new CaseInsensitiveStringMap(read));
    }
}
