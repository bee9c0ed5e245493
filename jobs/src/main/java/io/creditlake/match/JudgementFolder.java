package io.creditlake.match;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.lake.PlainFiles;
import io.creditlake.match.Judgements.Noted;
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
 * The judgements as they lie in the landing folder: {@code <landing>/_judgements/<yyyy-MM-dd>.jsonl}, a line each, in
 * the file of the day from which nights obey it, or in one that the day and a number name. No source can be named so, as
 * names that begin with _ are none.
 */
public final class JudgementFolder {
    /** The folder in the landing folder. */
    public static final String NAME = "_judgements";

    /** How a line that has no place yet is called in a message. */
    private static final String NEW = "the judgement";

    private static final String SUFFIX = ".jsonl";
    private static final String LOCK = ".lock";
    private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\.(\\d{6}))?\\.jsonl");
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final FileSystem files;
    private final Configuration hadoop;

    /**
     * The judgements of a landing folder, which need not have any.
     *
     * @param landing folder or URI of the dumps
     */
    public JudgementFolder(String landing, Configuration hadoop) {
        this.folder = new Path(landing, NAME);
        this.hadoop = hadoop;
        try {
            this.files = PlainFiles.system(folder, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads every judgement. Whether those in force contradict each other is for {@link Judgements#check} to say.
     *
     * @throws io.creditlake.config.ConfigurationException with every mistake in the lines
     */
    public Judgements load() {
        Problems problems = new Problems();
        JudgementReader reader = new JudgementReader(problems);
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
                    reader.read(shown(file.getPath()), day.get(), content(file.getPath()));
                } catch (CharacterCodingException e) {
                    problems.add(new Problem(shown(file.getPath()), 0, "bytes that are no UTF-8", "UTF-8", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the judgements in " + folder + " could not be read", e);
        }
        problems.throwIfAny();
        return reader.judgements();
    }

    /**
     * What became of a judgement.
     *
     * @param judgement the judgement that is in force
     * @param written where its line stands; empty when it was in force already and nothing was written
     * @param replaced the one on the same keys that it prevails over
     */
    public record Outcome(Judgement judgement, Optional<Noted> written, Optional<Judgement> replaced) {}

    /**
     * Adds a judgement, unless one of the same verdict on the same keys is in force on its day.
     *
     * @throws io.creditlake.config.ConfigurationException as {@link #append}
     */
    public Outcome judge(Judgement judgement) {
        return adding(() -> {
            Path next = nextFile(judgement.on());
            Judgements present = load();
            Optional<Judgement> before = present.verdict(judgement.left(), judgement.right(), judgement.on());
            return before.filter(j -> j.says() == judgement.says()).isPresent()
                    ? Optional.of(new Outcome(before.get(), Optional.empty(), Optional.empty()))
                    : write(judgement, present, next).map(noted -> new Outcome(judgement, Optional.of(noted), before));
        });
    }

    /**
     * Adds a line to the judgements of its day. A night that reads meanwhile sees the line or does not, and of two that
     * add at once none is lost: on a local disk they wait for each other and share a file, elsewhere each line is a file
     * of its own, which is written under the next number that is free.
     *
     * @return where the line stands
     * @throws io.creditlake.config.ConfigurationException when a line that is there has a mistake, or the new one is
     *     a second time the same or contradicts others; nothing is written then
     */
    public Noted append(JudgementEntry entry) {
        return adding(() -> {
            Path next = nextFile(entry.on());
            return write(entry, load(), next);
        });
    }

    /** An attempt to add a line; empty when another was faster and what it rests on has to be read again. */
    private interface Attempt<T> {
        Optional<T> now() throws IOException;
    }

    private <T> T adding(Attempt<T> attempt) {
        try {
            Closing lock = lock();
            try {
                for (int i = 0; i < ATTEMPTS; i++) {
                    Optional<T> done = attempt.now();
                    if (done.isPresent()) {
                        return done.get();
                    }
                }
                throw new IOException(ATTEMPTS + " attempts failed, for others wrote there at the same time");
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the judgement could not be written to " + folder, e);
        }
    }

    /**
     * Writes a line.
     *
     * @param next the file it gets where lines do not share one, found before the others were read: when another line
     *     came after that, it is taken
     */
    private Optional<Noted> write(JudgementEntry entry, Judgements present, Path next) throws IOException {
        checked(present, new Noted(entry, NEW, 0));
        if (!(files instanceof RawLocalFileSystem)) {
            byte[] line = (entry.line() + "\n").getBytes(StandardCharsets.UTF_8);
            return PlainFiles.create(next, line, hadoop)
                    ? Optional.of(new Noted(entry, shown(next), 1))
                    : Optional.empty();
        }
        Path file = new Path(folder, entry.on() + SUFFIX);
        String before = files.exists(file) ? content(file) : "";
        String whole = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
        PlainFiles.replace(file, (whole + entry.line() + "\n").getBytes(StandardCharsets.UTF_8), hadoop);
        return Optional.of(new Noted(entry, shown(file), (int) whole.lines().count() + 1));
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

    private static void checked(Judgements before, Noted added) {
        Problems problems = new Problems();
        JudgementReader reader = new JudgementReader(problems);
        Judgements after = before.with(added);
        after.entries().forEach(reader::reread);
        problems.throwIfAny();
        after.check(added.entry().on());
        after.lastDay().ifPresent(after::check);
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
