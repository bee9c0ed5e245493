package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.ReleaseTables;
import io.creditlake.lake.TableContracts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * A reader who never rests: reads every table of the release that readers see, again and again, and notes what he saw of
 * it. He is apart from the process of the night and starts no engine.
 */
final class WatchingReader implements AutoCloseable {
    private static final long LONGEST_MILLIS = 60_000;

    private final Settings settings;
    private final boolean mayBeRefused;
    private final Thread thread;
    private final Map<String, Map<Map<String, String>, Integer>> seen = new ConcurrentHashMap<>();
    private volatile boolean refused;
    private volatile boolean over;
    private volatile Throwable failure;

    WatchingReader(Settings settings) {
        this(settings, false);
    }

    /** One who gets no answer for some time, such as from a catalog that is down, and asks again. */
    static WatchingReader whoMayBeRefused(Settings settings) {
        return new WatchingReader(settings, true);
    }

    private WatchingReader(Settings settings, boolean mayBeRefused) {
        this.settings = settings;
        this.mayBeRefused = mayBeRefused;
        this.thread = new Thread(this::watch, "reader");
        thread.start();
    }

    private void watch() {
        try {
            TableContracts contracts = TableContracts.load(settings.folders().schemas());
            while (!over) {
                try (ReleaseTables tables = ReleaseTables.open(settings, contracts, Optional.empty())) {
                    seen.computeIfAbsent(tables.release().name(), name -> new ConcurrentHashMap<>())
                            .merge(PlainContent.of(tables), 1, Integer::sum);
                } catch (ConfigurationException e) {
                    // Before the first night is published there is nothing to read.
                    noteUnless(seen.isEmpty(), e);
                } catch (RuntimeException e) {
                    noteUnless(false, e);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void noteUnless(boolean expected, RuntimeException e) {
        if (!expected && !mayBeRefused) {
            throw e;
        }
        refused |= !expected;
    }

    /** Waits until he has had no answer. */
    void untilRefused() throws InterruptedException {
        until(() -> refused);
    }

    /** Waits until he has read a release. */
    void untilSeen(String release) throws InterruptedException {
        until(() -> seen.containsKey(release));
    }

    private void until(BooleanSupplier met) throws InterruptedException {
        long begun = System.nanoTime();
        while (!met.getAsBoolean()) {
            if (failure != null || System.nanoTime() - begun > LONGEST_MILLIS * 1_000_000) {
                throw new IllegalStateException("what a reader waited for did not come", failure);
            }
            Thread.sleep(20);
        }
    }

    /** The contents that were seen of a release, with how often each was. */
    Map<Map<String, String>, Integer> of(String release) {
        return seen.getOrDefault(release, Map.of());
    }

    /** Releases that were seen. */
    List<String> releases() {
        return seen.keySet().stream().sorted().toList();
    }

    /** How often everything was read. */
    int reads() {
        return seen.values().stream()
                .flatMap(contents -> contents.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops reading; what made a reading fail is thrown. */
    void stop() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("a reader failed while a night ran", failure);
        }
    }
}
