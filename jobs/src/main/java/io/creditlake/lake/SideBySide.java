package io.creditlake.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.apache.spark.sql.SparkSession;

/**
 * Does independent work on one session at the same time. On a small night most of the time goes into planning, which
 * keeps one core busy while the others wait; on a large one the engine shares its cores between the jobs.
 */
public final class SideBySide {
    private static final int AT_ONCE = 3;

    private SideBySide() {}

    /**
     * Does all of it and waits.
     *
     * @return the results in the order of the tasks
     * @throws RuntimeException the first failure, after all tasks have ended
     */
    public static <T> List<T> run(SparkSession spark, List<Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, tasks.size())));
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    SparkSession.setActiveSession(spark);
                    return task.call();
                }));
            }
            return results(futures);
        } finally {
            threads.shutdown();
        }
    }

    /**
     * Does two things of different kinds and waits for both.
     *
     * @param joined what becomes of the two results
     * @throws RuntimeException the first failure, after both have ended
     */
    public static <A, B, R> R both(SparkSession spark, Callable<A> one, Callable<B> other, BiFunction<A, B, R> joined) {
        AtomicReference<A> ofOne = new AtomicReference<>();
        AtomicReference<B> ofOther = new AtomicReference<>();
        run(
                spark,
                List.of(
                        () -> {
                            ofOne.set(one.call());
                            return true;
                        },
                        () -> {
                            ofOther.set(other.call());
                            return true;
                        }));
        return joined.apply(ofOne.get(), ofOther.get());
    }

    private static <T> List<T> results(List<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                RuntimeException found = e.getCause() instanceof RuntimeException runtime
                        ? runtime
                        : new IllegalStateException(e.getCause());
                failure = failure == null ? found : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }
}
