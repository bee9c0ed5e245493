package io.creditlake.night;

import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.exchange.ReceiptFolder;
import io.creditlake.lake.Replay;
import io.creditlake.match.JudgementFolder;
import io.creditlake.match.Judgements;
import io.creditlake.warning.AcknowledgementFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A fingerprint of all that a night reads: the dumps by name, size and time, the judgements in force, contracts,
 * configuration and policies. What stands in departments' databases is no part of it: it changes at any time, and a night keeps to what its ingest read.
 */
final class Inputs {
    private final MessageDigest digest;
    private long bytes;

    private Inputs() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }

    /**
     * What a night reads. Dumps and what people have said are read by the first stage alone; what lands while the night runs is for
     * another.
     *
     * @param configuration hash over configuration, contracts and policies, hexadecimal
     * @param dumps hash over names, sizes and times of the dumps and over what people have said that is in force,
     *     hexadecimal
     * @param bytes size of the dumps
     */
    record Found(String configuration, String dumps, long bytes) {
        /** As {@code ops.run} keeps it. */
        String fingerprint() {
            return configuration + "/" + dumps;
        }

        /** Whether a stage ran under the same configuration. */
        boolean sameConfiguration(String fingerprint) {
            return fingerprint.startsWith(configuration + "/");
        }
    }

    /**
     * What the night of a date reads.
     *
     * @throws io.creditlake.config.ConfigurationException when a line that people have written has a mistake, or the judgements
     *     in force on the night contradict each other
     */
    static Found find(
            Settings settings,
            SourceContracts contracts,
            LocalDate night,
            Optional<String> base,
            Configuration hadoop) {
        Inputs configuration = new Inputs();
        Inputs dumps = new Inputs();
        try {
            configuration.add("base " + base.orElse(""));
            configuration.add(settings.withoutCatalog().toString());
            configuration.addFiles(settings.folders().conf());
            configuration.addFiles(settings.folders().schemas());
            Judgements judgements = new JudgementFolder(settings.folders().landing(), hadoop).load();
            judgements.check(night);
            judgements.inForce(night).forEach(j -> dumps.add("judgement " + j.line()));
            new AcknowledgementFolder(settings.folders().landing(), hadoop)
                    .load()
                    .inForce(night)
                    .forEach(said -> dumps.add("acknowledgement " + said.line()));
            new ReceiptFolder(settings.folders().landing(), hadoop)
                    .known(night)
                    .receipts()
                    .forEach(receipt -> dumps.add("receipt " + receipt));
            LocalDate earliest = night.minusDays(settings.ingestLookbackDays());
            dumps.addDumps(new Path(settings.folders().landing(), Replay.FOLDER), earliest, night, hadoop);
            for (SourceContract contract : contracts.all()) {
                dumps.addDumps(new Path(settings.folders().landing(), contract.source()), earliest, night, hadoop);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Found(configuration.hash(), dumps.hash(), dumps.bytes);
    }

    private String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addFiles(java.nio.file.Path folder) throws IOException {
        List<java.nio.file.Path> files;
        try (Stream<java.nio.file.Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (java.nio.file.Path file : files) {
            add(folder.relativize(file).toString());
            digest.update(Files.readAllBytes(file));
        }
    }

    private void addDumps(Path source, LocalDate earliest, LocalDate latest, Configuration hadoop) throws IOException {
        FileSystem files = source.getFileSystem(hadoop);
        TreeSet<String> lines = new TreeSet<>();
        for (FileStatus folder : list(files, source)) {
            String date = folder.getPath().getName();
            boolean wanted = folder.isDirectory()
                    && date.compareTo(earliest.toString()) >= 0
                    && date.compareTo(latest.toString()) <= 0;
            for (FileStatus file : wanted ? list(files, folder.getPath()) : new FileStatus[0]) {
                bytes += date.equals(latest.toString()) ? file.getLen() : 0;
                lines.add(source.getName() + "/" + date + "/" + file.getPath().getName() + " " + file.getLen() + " "
                        + file.getModificationTime());
            }
        }
        lines.forEach(this::add);
    }

    private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
        try {
            FileStatus[] found = files.listStatus(folder);
            Arrays.sort(found);
            return found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private void add(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
