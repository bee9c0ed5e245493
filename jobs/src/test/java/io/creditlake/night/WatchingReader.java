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

/**
 * A reader who never rests: reads every table of the release that readers see, again and again, and notes what he saw of
 * it. He is apart from the process of the night and starts no engine.
 */
final class WatchingReader implements AutoCloseable {
    private final Settings settings;
    private final Thread thread;
    private final Map<String, Map<Map<String, String>, Integer>> seen = new ConcurrentHashMap<>();
    private volatile boolean over;
    private volatile Throwable failure;

    WatchingReader(Settings settings) {
        this.settings = settings;
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
                    if (!seen.isEmpty()) {
                        throw e;
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
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
