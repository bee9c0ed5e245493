package io.creditlake.exchange;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.exchange.Receipt.Refused;
import io.creditlake.lake.DatedLines;
import io.creditlake.lake.JsonLine;
import io.creditlake.lake.PlainFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Receipts as they lie in the landing folder: {@link DatedLines} in {@code <landing>/_receipts/<publication>}. */
public final class ReceiptFolder {
    /** The folder in the landing folder. */
    public static final String NAME = "_receipts";

    private static final TreeSet<String> KEYS = new TreeSet<>(List.of("on", "file", "sha256", "rows", "refused"));
    private static final TreeSet<String> REFUSED_KEYS = new TreeSet<>(List.of("row", "code", "message"));

    private final Path root;
    private final Configuration hadoop;

    /**
     * The receipts of a landing folder, which need not have any.
     *
     * @param landing folder or URI of the dumps
     */
    public ReceiptFolder(String landing, Configuration hadoop) {
        this.root = new Path(landing, NAME);
        this.hadoop = hadoop;
    }

    /**
     * What a night knows of receipts. Readers outside write them, so that one that cannot be read stops no night.
     *
     * @param receipts those that can be read, in the order of publications, days and lines
     * @param mistakes what is wrong with files and lines; of such a line nothing is taken
     */
    public record Known(List<Receipt> receipts, List<Problem> mistakes) {}

    /** Reads the receipts that a night knows. */
    public Known known(LocalDate night) {
        Problems problems = new Problems();
        List<Receipt> receipts = new ArrayList<>();
        for (FileStatus folder : folders()) {
            String publication = folder.getPath().getName();
            new DatedLines(folder.getPath(), hadoop)
                    .read(problems).stream()
                            .filter(file -> !file.day().isAfter(night))
                            .forEach(file -> file.lines(problems).forEach(line -> of(publication, line, file.day())
                                    .ifPresent(receipts::add)));
        }
        return new Known(List.copyOf(receipts), problems.list());
    }

    private List<FileStatus> folders() {
        try {
            return Arrays.stream(PlainFiles.system(root, hadoop).listStatus(root))
                    .filter(FileStatus::isDirectory)
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts in " + root + " could not be read", e);
        }
    }

    private static Optional<Receipt> of(String publication, JsonLine line, LocalDate day) {
        if (line.isFaulty()) {
            return Optional.empty();
        }
        line.allowOnly(KEYS);
        line.checkDay(day);
        String file = line.text("file", "penalty-exchange-2026-11-24-changes-1-0001.csv");
        String sha256 = line.text("sha256", "64 hexadecimal characters");
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
            line.report("a sha256 of " + sha256.length() + " characters", "64 hexadecimal characters", "");
        }
        Optional<Long> rows = line.number("rows", "5000");
        List<Refused> refused = new ArrayList<>();
        for (JsonLine item : line.items("refused")) {
            item.allowOnly(REFUSED_KEYS);
            Optional<Long> row = item.number("row", "17");
            String code = item.withoutNumbers("code", item.text("code", "E07"));
            String message = item.withoutNumbers(
                    "message", item.optionalText("message", "").orElse(""));
            row.ifPresent(number -> refused.add(new Refused(number, code, message)));
        }
        return line.isFaulty()
                ? Optional.empty()
                : Optional.of(new Receipt(publication, day, file, sha256, rows.get(), List.copyOf(refused)));
    }
}
