package io.creditlake.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.Publication.Mode;
import io.creditlake.publish.view.PublicationWriter;
import io.creditlake.publish.view.PublicationWriter.Source;
import io.creditlake.publish.view.Publications;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Writes the publications of a night and notes every file in {@code ops.publication}. */
final class Publishing {
    private static final String TABLE = "ops.publication";

    private final Workspace workspace;
    private final Publications publications;

    Publishing(Workspace workspace, Publications publications) {
        this.workspace = workspace;
        this.publications = publications;
    }

    /**
     * Writes them.
     *
     * @param release the name of the release that the night becomes
     * @param folder where they go
     * @return the number of files
     */
    int write(String release, Path folder) {
        if (publications.all().isEmpty()) {
            return 0;
        }
        PublicationWriter writer = new PublicationWriter(
                publications.policies(),
                folder,
                workspace.spark().sparkContext().hadoopConfiguration());
        Source now = new Source(release, workspace.runDate(), workspace::read);
        Optional<Source> base = workspace.base().map(b -> new Source(b.name(), b.runDate(), workspace::readBase));
        Map<String, String> lastTerms = lastTerms();
        List<Row> rows = new ArrayList<>();
        for (Publication publication : publications.all()) {
            boolean changes = publication.mode() == Mode.CHANGES
                    && publication.terms().equals(lastTerms.get(publication.id()))
                    && !isFirstOfMonth();
            Optional<Source> before = base.filter(b -> changes);
            writer.write(publication, now, before).forEach(file -> rows.add(row(file)));
        }
        if (!rows.isEmpty()) {
            workspace.append(
                    TABLE,
                    workspace
                            .spark()
                            .createDataFrame(rows, LakeTables.structOf(workspace.contract(TABLE)))
                            .coalesce(1));
        }
        return rows.size();
    }

    /** On the first night of a month all rows go out, so that whoever missed changes has them. */
    private boolean isFirstOfMonth() {
        YearMonth month = YearMonth.from(workspace.runDate());
        return workspace
                .base()
                .filter(base -> YearMonth.from(base.runDate()).equals(month))
                .isEmpty();
    }

    /** The terms under which each publication last had files: as many as there are publications. */
    private Map<String, String> lastTerms() {
        return workspace.base().isEmpty()
                ? Map.of()
                : workspace
                        .readBase(TABLE)
                        .groupBy("publication")
                        .agg(max_by(col("terms"), col("run_date")))
                        .collectAsList()
                        .stream()
                        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    private Row row(PublicationWriter.File file) {
        Publication publication = file.publication();
        return RowFactory.create(
                workspace.runDate(),
                publication.id(),
                publication.terms(),
                word(publication.audience()),
                word(file.mode()),
                file.part(),
                file.name(),
                file.rows(),
                file.sha256());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
