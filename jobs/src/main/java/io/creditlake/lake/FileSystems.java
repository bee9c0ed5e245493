package io.creditlake.lake;

import io.creditlake.config.Settings;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** The file systems that a run may meet, known without starting an engine. */
public final class FileSystems {
    private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private FileSystems() {}

    /** Whether a place is named by a URI: one of a folder without it lies on a local disk. */
    public static boolean isUri(String place) {
        return SCHEME.matcher(place).matches();
    }

    /**
     * How to reach the file system of the lake: by the files of {@code HADOOP_CONF_DIR}, what {@code spark-submit} was
     * given as {@code spark.hadoop.*}, and what the settings say, in rising precedence. A local disk needs none of them,
     * and reading them takes as long as looking up a subject.
     */
    public static Configuration of(Settings settings) {
        return of(settings, settings.folders().lake());
    }

    /** As {@link #of(Settings)}, for another place. */
    public static Configuration of(Settings settings, String place) {
        if (!isUri(place)) {
            return LocalDisk.configuration();
        }
        SparkConf conf = new SparkConf();
        settings.spark().conf().values().forEach(conf::set);
        return SparkHadoopUtil.get().newConfiguration(conf);
    }
}
