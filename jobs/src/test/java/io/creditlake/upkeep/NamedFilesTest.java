package io.creditlake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TableName;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this process finds of a table in clear, held against what Iceberg's action finds, which reads none encrypted. */
class NamedFilesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final TableName PENALTY = TableName.of("record.penalty");

    @TempDir
    private Path folder;

    @Test
    void whatNoSnapshotNamesIsWhatIcebergsActionFinds() throws IOException {
        try (TestLake lake = new TestLake(folder)) {
            for (int night = 0; night < 4; night++) {
                write(lake.night(FIRST.plusDays(night)));
                lake.publish(FIRST.plusDays(night));
            }
            Table table = lake.tables().get(PENALTY);
            assertThat(table.currentSnapshot().allManifests(table.io()))
                    .as("deletion vectors are among what is named")
                    .anyMatch(manifest -> manifest.content() == ManifestContent.DELETES);
            assertThat(foundHere(table)).isEmpty();

            Path stray = Path.of(table.location(), "data", "left-by-a-dead-night.parquet");
            Files.writeString(stray, "half a file");
            Files.writeString(stray.resolveSibling("_hidden"), "not a file of the table");
            assertThat(foundHere(table)).containsExactly(stray.toString());
            assertThat(foundByAction(lake, table)).containsExactly(stray.toString());

            new Compaction(lake.spark(), lake.settings().maintenance()).rewriteFiles(table);
            keepMainAlone(table);
            Set<String> here = foundHere(table);
            for (String kind : List.of(".parquet", ".puffin", ".avro")) {
                assertThat(here)
                        .as("more than one file of the kind")
                        .filteredOn(f -> f.endsWith(kind))
                        .hasSizeGreaterThan(1);
            }
            assertThat(foundByAction(lake, table)).isEqualTo(here);
        }
    }

    /** Some penalties are new and some replace those of the night before. */
    private static void write(Workspace night) {
        LocalDate date = night.runDate();
        night.upsert(
                PENALTY.toString(),
                LakeRows.of(
                        night.spark(),
                        night.contract(PENALTY.toString()),
                        IntStream.rangeClosed(1, 40)
                                .mapToObj(i -> LakeRows.penalty(i % 2 == 0 ? i : date.toEpochDay() * 100 + i, i, date))
                                .toList()),
                List.of("record_id"));
    }

    /** As {@link Expiry} does with encrypted tables; the night's branch goes too, which a next night would move on. */
    private static void keepMainAlone(Table table) {
        ManageSnapshots change = table.manageSnapshots();
        table.refs().forEach((name, ref) -> {
            if (ref.isTag()) {
                change.removeTag(name);
            } else if (!name.equals(SnapshotRef.MAIN_BRANCH)) {
                change.removeBranch(name);
            }
        });
        change.commit();
        ExpireSnapshots expire = table.expireSnapshots().cleanupLevel(ExpireSnapshots.CleanupLevel.NONE);
        new Expiry(Set.of(), Map.of()).due(table, PENALTY.toString(), false).forEach(expire::expireSnapshotId);
        expire.commit();
    }

    private static Set<String> foundHere(Table table) {
        return NamedFiles.of(table).others(table.location(), new Configuration()).stream()
                .map(file -> file.toUri().getPath())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> foundByAction(TestLake lake, Table table) {
        return StreamSupport.stream(
                        SparkActions.get(lake.spark())
                                .deleteOrphanFiles(table)
                                .olderThan(Long.MAX_VALUE)
                                .deleteWith(file -> {})
                                .execute()
                                .orphanFileLocations()
                                .spliterator(),
                        false)
                .map(place -> new org.apache.hadoop.fs.Path(place).toUri().getPath())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
