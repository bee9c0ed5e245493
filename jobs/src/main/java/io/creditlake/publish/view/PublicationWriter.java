package io.creditlake.publish.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creditlake.lake.Differences;
import io.creditlake.lake.Kept;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.SubjectRows;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import io.creditlake.publish.view.Publication.Mode;
import io.creditlake.publish.view.PublicationFiles.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes publications from a release, or from a night that becomes one. */
public final class PublicationWriter {
    private static final String MANIFEST = "_MANIFEST.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Policies policies;
    private final Path folder;
    private final Configuration hadoop;
    /** By release. Publications of records share them: finding out what was decided costs several queries. */
    private final Map<String, Rulings> rulings = new ConcurrentHashMap<>();

    private final MovedSubjects movedSubjects;

    /**
     * A writer. Threads may share it.
     *
     * @param policies the policies, of which some are internal, and the law of records
     * @param folder where the folder of each publication goes
     */
    public PublicationWriter(Policies policies, Path folder, Configuration hadoop) {
        this.policies = policies;
        this.folder = folder;
        this.hadoop = hadoop;
        this.movedSubjects = new MovedSubjects(policies.lifecycles(), this::rulingsOf, this::table);
    }

    /**
     * What is read.
     *
     * @param release the name of the release that the files are of
     * @param day its night
     * @param tables its tables by name
     */
    public record Source(String release, LocalDate day, Function<String, Dataset<Row>> tables) {}

    /**
     * What changes are counted from.
     *
     * @param known what its reader has
     * @param perhaps what was sent after it and may or may not have arrived, the oldest first
     * @param differences whose rows differ between any of it and what is written
     */
    public record Since(Source known, List<Source> perhaps, Differences differences) {
        List<Source> all() {
            return Stream.concat(Stream.of(known), perhaps.stream()).toList();
        }
    }

    /**
     * A file that was written.
     *
     * @param publication the publication
     * @param mode what its files hold
     * @param part the region or department it is for; empty when it is for all
     * @param name its name in the folder of the part
     * @param rows its rows, without the header
     * @param sha256 hexadecimal
     */
    public record File(Publication publication, Mode mode, String part, String name, long rows, String sha256) {}

    /**
     * Writes a publication. Files of a part lie together, beside a manifest that names them; a part without rows has
     * neither. Without parts there is a manifest also where there are no rows.
     *
     * @param before what changes are counted from; empty to write all rows
     */
    public List<File> write(Publication publication, Source now, Optional<Since> before) {
        Dataset<Row> found = before.map(since -> changes(publication, now, since))
                .orElseGet(() -> new PublicationRows(publication).all(guarded(publication, now, Optional.empty())))
                .transform(Kept::of);
        Mode mode = before.isPresent() ? Mode.CHANGES : Mode.FULL;
        Path own = new Path(folder, publication.id());
        String prefix = "%s-%s-%s".formatted(publication.id(), now.day(), mode == Mode.FULL ? "full" : "changes");
        PublicationFiles files = new PublicationFiles(publication, own, hadoop);
        Map<String, List<Written>> parts = new TreeMap<>();
        if (publication.split().isEmpty()) {
            parts.put("", List.of());
        }
        parts.putAll(files.write(found, mode == Mode.CHANGES, prefix).stream()
                .collect(Collectors.groupingBy(Written::part)));
        List<File> written = new ArrayList<>();
        parts.forEach((part, ofPart) -> {
            manifest(ChunkWriter.folder(own.toString(), part), publication, now, before, part, files, ofPart);
            ofPart.forEach(w -> written.add(new File(publication, mode, part, w.name(), w.rows(), w.sha256())));
        });
        return written;
    }

    private Dataset<Row> changes(Publication publication, Source now, Since since) {
        Optional<SubjectRows> moved = movedSubjects.of(publication, now, since);
        return new PublicationRows(publication)
                .changes(
                        guarded(publication, since.known(), moved),
                        since.perhaps().stream()
                                .map(source -> guarded(publication, source, moved))
                                .toList(),
                        guarded(publication, now, moved));
    }

    /**
     * What a publication may speak of.
     *
     * @param moved the subjects whose rows are wanted, besides those that have none; empty for all rows
     */
    private Dataset<Row> guarded(Publication publication, Source source, Optional<SubjectRows> moved) {
        Function<String, Dataset<Row>> tables = moved.map(subjects -> MovedSubjects.only(subjects, source.tables()))
                .orElse(source.tables());
        return table(publication, source).rows(tables, () -> rulingsOf(source));
    }

    private GuardedTable table(Publication publication, Source source) {
        Set<String> published = policies.published().stream().map(Policy::id).collect(Collectors.toSet());
        Lifecycle lifecycle = new Lifecycle(policies.lifecycles().on(source.day()));
        return new GuardedTable(publication, published, lifecycle, source.day());
    }

    private Rulings rulingsOf(Source source) {
        return rulings.computeIfAbsent(source.release(), release -> rulings(source));
    }

    private static Rulings rulings(Source source) {
        Dataset<Row> subjects =
                source.tables().apply(Rulings.TABLE).where(Rulings.acts()).select("subject_id");
        return Rulings.of(source.tables(), subjects.distinct(), source.day());
    }

    private void manifest(
            Path of,
            Publication publication,
            Source now,
            Optional<Since> before,
            String part,
            PublicationFiles files,
            List<Written> written) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("publication", publication.id())
                .put("title", publication.title())
                .put("release", now.release())
                .put("date", now.day().toString())
                .put("mode", before.isPresent() ? "changes" : "full");
        before.ifPresent(since -> manifest.put("since", since.known().release()));
        if (!part.isEmpty()) {
            manifest.put("part", part);
        }
        manifest.put("charset", publication.layout().charset());
        files.names(before.isPresent()).forEach(manifest.withArray("columns")::add);
        manifest.put("rows", written.stream().mapToLong(Written::rows).sum());
        ArrayNode list = manifest.putArray("files");
        written.forEach(file -> list.addObject()
                .put("name", file.name())
                .put("rows", file.rows())
                .put("sha256", file.sha256()));
        try {
            byte[] text = (manifest.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
            PlainFiles.replace(new Path(of, MANIFEST), text, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest in " + of + " could not be written", e);
        }
    }
}
