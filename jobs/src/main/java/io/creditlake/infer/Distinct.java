package io.creditlake.infer;

import java.util.TreeSet;

/**
 * How many different values were met, in bounded memory: exactly up to the size of the sketch, beyond it estimated from
 * the smallest hashes (within some 4%).
 */
final class Distinct {
    private static final int SIZE = 1024;
    private final TreeSet<Long> smallest = new TreeSet<>();

    void add(String text) {
        long hash = hash(text);
        if (smallest.size() < SIZE) {
            smallest.add(hash);
        } else if (hash < smallest.last() && smallest.add(hash)) {
            smallest.pollLast();
        }
    }

    long count() {
        if (smallest.size() < SIZE) {
            return smallest.size();
        }
        return Math.round((SIZE - 1) / (smallest.last() / (double) Long.MAX_VALUE));
    }

    /** A positive hash whose bits are all alike. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ (hash >>> 33)) >>> 1;
    }
}
