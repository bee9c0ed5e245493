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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The judgements as they lie in the landing folder: {@code <landing>/_judgements/<yyyy-MM-dd>.jsonl}, a line each, in
 * the file of the day from which nights obey it. No source can be named so, as names that begin with _ are none.
 */
public final class JudgementFolder {
    /** The folder in the landing folder. */
    public static final String NAME = "_judgements";

    /** How a line that has no place yet is called in a message. */
    private static final String NEW = "the judgement";

    private static final String SUFFIX = ".jsonl";
    private static final String LOCK = ".lock";

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
     * Adds a line to the file of its day, which is replaced as a whole: a night that reads meanwhile sees the line or
     * does not. On a local disk two that add at once wait for each other.
     *
     * @return where the line stands
     * @throws io.creditlake.config.ConfigurationException when a line that is there has a mistake, or the new one is
     *     a second time the same or contradicts others; nothing is written then
     */
    public Noted append(JudgementEntry entry) {
        try {
            Closing lock = lock();
            try {
                return appendLocked(entry);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the judgement could not be written to " + folder, e);
        }
    }

    private Noted appendLocked(JudgementEntry entry) throws IOException {
        Path file = new Path(folder, entry.on() + SUFFIX);
        String before = files.exists(file) ? content(file) : "";
        String whole = before.isEmpty() || before.endsWith("\n") ? before : before + "\n";
        Noted noted = new Noted(entry, shown(file), (int) whole.lines().count() + 1);
        checked(load(), new Noted(entry, NEW, 0));
        PlainFiles.replace(file, (whole + entry.line() + "\n").getBytes(StandardCharsets.UTF_8), hadoop);
        return noted;
    }

    private static void checked(Judgements before, Noted added) {
        Problems problems = new Problems();
        JudgementReader reader = new JudgementReader(problems);
        before.entries().stream()
                .filter(n -> !n.entry().on().isAfter(added.entry().on()))
                .forEach(n -> reader.reread(n));
        reader.reread(added);
        problems.throwIfAny();
        Judgements after = before.with(added);
        after.check(added.entry().on());
        after.lastDay().ifPresent(after::check);
    }

    private List<FileStatus> present() throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .filter(f -> !f.getPath().getName().startsWith("."))
                    .sorted(Comparator.comparing(f -> f.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static Optional<LocalDate> day(String name) {
        try {
            return name.endsWith(SUFFIX)
                    ? Optional.of(LocalDate.parse(name.substring(0, name.length() - SUFFIX.length())))
                    : Optional.empty();
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
