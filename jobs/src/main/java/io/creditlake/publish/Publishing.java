package io.creditlake.publish;

import io.creditlake.lake.Differences;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.Baselines.Baseline;
import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.PublicationWriter;
import io.creditlake.publish.view.PublicationWriter.File;
import io.creditlake.publish.view.PublicationWriter.Since;
import io.creditlake.publish.view.PublicationWriter.Source;
import io.creditlake.publish.view.Publications;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        Baselines baselines = new Baselines(workspace);
        Map<Publication, Optional<Baseline>> before = new LinkedHashMap<>();
        publications.all().forEach(publication -> before.put(publication, baselines.of(publication)));
        Differences differences = new Differences(
                workspace,
                before.values().stream()
                        .flatMap(Optional::stream)
                        .flatMap(Baseline::all)
                        .toList());
        List<Callable<List<File>>> writes = new ArrayList<>();
        before.forEach((publication, baseline) -> {
            Optional<Since> since = baseline.map(b -> new Since(
                    source(b.known()), b.perhaps().stream().map(this::source).toList(), differences));
            writes.add(() -> writer.write(publication, now, since));
        });
        List<Row> rows = SideBySide.run(workspace.spark(), writes).stream()
                .flatMap(List::stream)
                .map(this::row)
                .toList();
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

    private Source source(Release release) {
        return new Source(release.name(), release.runDate(), table -> workspace.read(Optional.of(release), table));
    }

    private Row row(File file) {
        Publication publication = file.publication();
        return RowFactory.create(
                workspace.runDate(),
                publication.id(),
                publication.terms(),
                publication.audience().word(),
                file.mode().name().toLowerCase(Locale.ROOT),
                file.part(),
                file.name(),
                file.rows(),
                file.sha256());
    }
}
