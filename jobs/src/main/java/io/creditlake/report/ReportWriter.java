package io.creditlake.report;

import io.creditlake.lake.PlainFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes the night's page of a release beside the lake, on whatever file system the lake lies. */
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
     * @param data what the page says
     * @param folder folder or URI, made when it is not there
     * @param labels names for people
     * @param language language of the page
     * @return where the page lies, and what it says
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static Written write(
            ReportData data, String folder, Labels labels, Language language, Configuration hadoop) {
        String page = ReportPage.render(data, labels, language);
        Path target = new Path(folder, data.night().release() + language.suffix());
        try {
            PlainFiles.replace(target, page.getBytes(StandardCharsets.UTF_8), hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written to " + target, e);
        }
        return new Written(target.toString(), data);
    }

    /**
     * Writes {@code <folder>/metrics.prom}, which a monitor reads whole.
     *
     * @param data the night that has ended
     * @param release date of the release that readers see now
     * @throws UncheckedIOException when the folder cannot be written
     */
    public static void writeMetrics(ReportData data, LocalDate release, String folder, Configuration hadoop) {
        Path target = new Path(folder, "metrics.prom");
        try {
            PlainFiles.replace(target, NightMetrics.of(data, release).getBytes(StandardCharsets.UTF_8), hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("the metrics could not be written to " + target, e);
        }
    }
}
