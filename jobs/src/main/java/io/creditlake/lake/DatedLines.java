package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * What people decide line by line, apart from the data: {@code <folder>/<yyyy-MM-dd>.jsonl}, a line each, in the file of
 * the day from which nights obey it, or in one that the day and a number name.
 */
public final class DatedLines {
    private static final String SUFFIX = ".jsonl";
    private static final String LOCK = ".lock";
    private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{6}))?\\.jsonl");
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final FileSystem files;
    private final Configuration hadoop;

    /**
     * The lines of a folder, which need not be there.
     *
     * @param folder folder or URI
     */
    public DatedLines(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
        try {
            this.files = PlainFiles.system(folder, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lines of a day.
     *
     * @param name the file as a person would name it
     * @param day the day that its name says
     * @param text its content
     */
    public record DayFile(String name, LocalDate day, String text) {
        /** Its lines that are not blank. */
        public List<JsonLine> lines(Problems problems) {
            List<JsonLine> lines = new ArrayList<>();
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                if (!line.isBlank()) {
                    lines.add(new JsonLine(line, new Place(name, number), problems));
                }
            }
            return lines;
        }
    }

    /**
     * Where a line stands.
     *
     * @param file the file as a person would name it
     * @param line 1-based line in it
     */
    public record Place(String file, int line) {}

    /**
     * The day on which a line begins when nothing is said: that of the night after the release that readers see. It
     * depends on the lake alone, so that the same words on the same lake write the same line.
     *
     * @param release that release; empty when the lake has none
     * @param given the day that was said; empty when none was
     * @throws ConfigurationException when there is no release to count from, or a later one is published already
     */
    public static LocalDate day(Optional<Release> release, Optional<LocalDate> given) {
        Optional<LocalDate> last = release.map(Release::runDate);
        LocalDate day = given.or(() -> last.map(d -> d.plusDays(1)))
                .orElseThrow(() -> ConfigurationException.of(
                        "--date", "no date, and no release to count from", "the night that is to obey it", ""));
        if (last.isPresent() && day.isBefore(last.get())) {
            throw ConfigurationException.of(
                    "--date " + day,
                    "a night before " + release.get().name() + ", which is published",
                    "a night that is still to come, or that of " + last.get() + " once more",
                    "");
        }
        return day;
    }

    /** Every file in the order of days; what cannot be one is noted as a mistake. */
    public List<DayFile> read(Problems problems) {
        List<DayFile> read = new ArrayList<>();
        try {
            for (FileStatus file : present()) {
                String name = file.getPath().getName();
                Optional<LocalDate> day = day(name);
                if (day.isEmpty() || !file.isFile()) {
                    problems.add(new Problem(
                            shown(file.getPath()), 0, "'" + name + "'", "a file named like 2026-11-24" + SUFFIX, ""));
                    continue;
                }
                try {
                    read.add(new DayFile(shown(file.getPath()), day.get(), content(file.getPath())));
                } catch (CharacterCodingException e) {
                    problems.add(new Problem(shown(file.getPath()), 0, "bytes that are no UTF-8", "UTF-8", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the lines in " + folder + " could not be read", e);
        }
        return read;
    }

    /** Decides, from what is there, what becomes of a line and writes it into the slot, or not at all. */
    public interface Attempt<T> {
        /** What came of it; empty when another was faster and what it rests on has to be read again. */
        Optional<T> in(Slot slot) throws IOException;
    }

    /** Where the next line of a day goes. */
    public final class Slot {
        private final LocalDate day;
        private final Path numbered;

        private Slot(LocalDate day) throws IOException {
            this.day = day;
            this.numbered = nextFile(day);
        }

        /**
         * Writes a line.
         *
         * @return where it stands; empty when another line has come since this slot was found
         */
        public Optional<Place> write(String line) throws IOException {
            if (!(files instanceof RawLocalFileSystem)) {
                return PlainFiles.create(numbered, (line + "\n").getBytes(StandardCharsets.UTF_8), hadoop)
                        ? Optional.of(new Place(shown(numbered), 1))
                        : Optional.empty();
            }
            Path file = new Path(folder, day + SUFFIX);
            String before = files.exists(file) ? content(file) : "";
            String whole = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
            PlainFiles.replace(file, (whole + line + "\n").getBytes(StandardCharsets.UTF_8), hadoop);
            return Optional.of(new Place(shown(file), (int) whole.lines().count() + 1));
        }
    }

    /**
     * Adds a line to those of a day. A night that reads meanwhile sees the line or does not, and of two that add at once
     * none is lost: on a local disk they wait for each other and share a file, elsewhere each line is a file of its own,
     * which is written under the next number that is free.
     */
    public <T> T add(LocalDate day, Attempt<T> attempt) {
        try {
            Closing lock = lock();
            try {
                for (int i = 0; i < ATTEMPTS; i++) {
                    Optional<T> done = attempt.in(new Slot(day));
                    if (done.isPresent()) {
                        return done.get();
                    }
                }
                throw new IOException(ATTEMPTS + " attempts failed, for others wrote there at the same time");
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the line could not be written to " + folder, e);
        }
    }

    /** The file after the last one of a day, by number. */
    private Path nextFile(LocalDate day) throws IOException {
        int last = present().stream()
                .map(f -> FILE.matcher(f.getPath().getName()))
                .filter(m -> m.matches() && m.group(1).equals(day.toString()) && m.group(2) != null)
                .mapToInt(m -> Integer.parseInt(m.group(2)))
                .max()
                .orElse(0);
        return new Path(folder, "%s.%06d%s".formatted(day, last + 1, SUFFIX));
    }

    private List<FileStatus> present() throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .filter(f -> !f.getPath().getName().startsWith("."))
                    // The file of a day comes before those that have a number too.
                    .sorted(Comparator.comparing(f -> f.getPath().getName().replace(SUFFIX, "")))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static Optional<LocalDate> day(String name) {
        Matcher matcher = FILE.matcher(name);
        try {
            return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String content(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        }
    }

    /** A path as a person would type it. */
    private String shown(Path path) {
        return files instanceof RawLocalFileSystem ? path.toUri().getPath() : path.toString();
    }

    /** Something held until it is closed. */
    private interface Closing {
        void close() throws IOException;
    }

    /** The operating system holds the lock, so that it is free as soon as its holder is dead. */
    private Closing lock() throws IOException {
        files.mkdirs(folder);
        if (!(files instanceof RawLocalFileSystem local)) {
            return () -> {};
        }
        FileChannel channel = FileChannel.open(
                local.pathToFile(new Path(folder, LOCK)).toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel::close;
    }
}
