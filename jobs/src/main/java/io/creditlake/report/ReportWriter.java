package io.creditlake.report;

import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Writes the report of a release beside the lake, on whatever file system the lake lies. */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * A page and what it says.
     *
     * @param location where the page lies
     * @param data what it says
     */
    public record Written(String location, ReportData data) {}

    /**
     * Writes {@code <folder>/<release>.html}, or {@code <release>.en.html} in English. A reader of the folder sees the
     * whole page or none; a page of the same name is replaced.
     *
     * @param reader session that shows the release; for a withheld one, the snapshots it would have published
     * @param release the release
     * @param previous the published release before it
     * @param folder folder or URI, made when it is not there
     * @param labels names for people; the page shows no policy but those that it names
     * @param language language of the page
     * @return where the page lies, and what it says
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static Written write(
            SparkSession reader,
            Release release,
            Optional<Release> previous,
            String folder,
            Labels labels,
            Language language) {
        ReportData data = ReportQueries.gather(
                reader, release, previous, labels.policies().keySet());
        String page = ReportPage.render(data, labels, language);
        Path target = new Path(folder, release.name() + language.suffix());
        try {
            PlainFiles.replace(
                    target,
                    page.getBytes(StandardCharsets.UTF_8),
                    reader.sparkContext().hadoopConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written to " + target, e);
        }
        return new Written(target.toString(), data);
    }
}
