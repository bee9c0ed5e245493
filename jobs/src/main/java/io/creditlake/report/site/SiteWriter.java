package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.html.Html;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Release;
import io.creditlake.report.Language;
import io.creditlake.report.Navigation;
import io.creditlake.report.ReportData;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the pages of a release in every language beside the night's page: {@code <folder>/<release>/}. They are written
 * aside and take their place together.
 */
public final class SiteWriter {
    private final SparkSession reader;
    private final Release release;
    private final ReportData data;
    private final Reference reference;

    /**
     * A writer.
     *
     * @param reader session that shows the release; for a withheld one, the snapshots it would have published
     * @param release the release
     * @param data what the night's page says
     * @param reference what does not stand in the release
     */
    public SiteWriter(SparkSession reader, Release release, ReportData data, Reference reference) {
        this.reader = reader;
        this.release = release;
        this.data = data;
        this.reference = reference;
    }

    /**
     * Writes the pages; those of the release that are there already are replaced.
     *
     * @param folder folder or URI of the reports, made when it is not there
     * @return where the pages lie
     * @throws UncheckedIOException when the folder cannot be written
     */
    public String write(String folder) {
        List<Map.Entry<String, String>> files = files();
        Path target = new Path(folder, release.name());
        Path draft = new Path(folder, "." + release.name());
        Path old = new Path(folder, "." + release.name() + ".old");
        Configuration hadoop = reader.sparkContext().hadoopConfiguration();
        try {
            FileSystem system = PlainFiles.system(target, hadoop);
            system.delete(draft, true);
            system.delete(old, true);
            system.mkdirs(draft);
            for (Map.Entry<String, String> file : files) {
                try (OutputStream out = system.create(new Path(draft, file.getKey()), true)) {
                    out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            if (system.exists(target) && !system.rename(target, old)) {
                throw new IOException("could not rename " + target);
            }
            if (!system.rename(draft, target)) {
                throw new IOException("could not rename " + draft);
            }
            system.delete(old, true);
        } catch (IOException e) {
            throw new UncheckedIOException("the report site could not be written to " + target, e);
        }
        return target.toString();
    }

    /** Names and contents of the files. */
    private List<Map.Entry<String, String>> files() {
        LocalDate night = release.runDate();
        SiteCounts counts = SiteCounts.gather(reader, night, reference.published(), reference.tables());
        List<Department> departments = Department.gather(reader, night, counts);
        List<DrawnCampaign> campaigns = DrawnCampaign.gather(reader, reference.published());
        PublicationsPage.Found published = PublicationsPage.Found.gather(reader, night);
        List<Map.Entry<String, String>> files = new ArrayList<>();
        for (Language language : Language.values()) {
            Words words = new Words(language, reference.labels());
            List<Page> pages = new ArrayList<>(new DepartmentPages(words, night, departments).pages());
            pages.add(new CitiesPage(words, reference, counts, data, departments).page());
            pages.add(new GradesPage(words, reference, counts, data).page());
            pages.add(new WarningsPage(words, night, counts).page());
            pages.add(new DrawsPage(words, release.name(), campaigns, reference.announced()).page());
            pages.add(new PublicationsPage(words, reference, published).page());
            pages.add(new PoliciesPage(words, reference).page());
            pages.add(new CataloguePage(words, reference).page());
            pages.forEach(page -> files.add(Map.entry(page.file() + language.suffix(), html(page, words))));
        }
        return files;
    }

    private String html(Page page, Words words) {
        Language language = words.language();
        return Html.filled(
                Html.resource("/report/site.html"),
                Map.of(
                        "lang", language.tag(),
                        "title", escaped(page.title() + " · " + release.name()),
                        "style", Html.resource("/report/page.css") + Html.resource("/report/site.css"),
                        "skip", escaped(words.text("skip")),
                        "site", Navigation.onPage(release.name(), language, page.chapter(), page.file()),
                        "head", head(page, words),
                        "main", page.body(),
                        "foot", escaped(words.text("foot", release.name()))));
    }

    private String head(Page page, Words words) {
        String status = data.night().status();
        String mood = Map.of("published", "good", "withheld", "bad").getOrDefault(status, "warn");
        return "<p class=\"over\">" + escaped(words.text("site.title")) + "</p><div class=\"headline\"><h1>"
                + escaped(page.title()) + "</h1>" + Markup.pill(words.text("status." + status), mood) + "</div>"
                + Markup.facts(
                        Markup.fact(words.text("draw.release"), escaped(release.name())),
                        Markup.fact(words.text("fact.night"), escaped(String.valueOf(release.runDate()))));
    }
}
