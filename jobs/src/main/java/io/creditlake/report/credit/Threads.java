package io.creditlake.report.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that read tables side by side. They end with the process and do not keep it alive. */
public final class Threads implements AutoCloseable {
    private final ExecutorService pool;

    /** So many threads. */
    public Threads(int count) {
        pool = Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "report-reader");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins some work. */
    public <T> Future<T> begin(Callable<T> work) {
        return pool.submit(work);
    }

    /** What becomes of all work, in its order. */
    public <T> List<T> all(List<Callable<T>> works) {
        List<Future<T>> begun = works.stream().map(this::begin).toList();
        List<T> results = new ArrayList<>();
        begun.forEach(work -> results.add(result(work)));
        return results;
    }

    /** What becomes of a work; its failure is thrown as it was. */
    public static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading the lake", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the lake", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
