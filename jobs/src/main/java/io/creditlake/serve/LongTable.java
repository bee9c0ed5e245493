package io.creditlake.serve;

import java.util.Arrays;

/**
 * Numbers by number, in two arrays with open addressing: 16 bytes an entry, and as much again for half of the places at
 * most that stay free. Keys may be any number but {@link #FREE}.
 */
final class LongTable {
    /** What stands for no entry, as key and as value. */
    static final long FREE = Long.MIN_VALUE;

    private static final int SMALLEST = 1 << 10;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] keys = free(SMALLEST);
    private long[] values = free(SMALLEST);
    private int size;

    private static long[] free(int places) {
        long[] array = new long[places];
        Arrays.fill(array, FREE);
        return array;
    }

    /** The value of a key; {@link #FREE} for none. */
    long get(long key) {
        int place = place(key);
        return keys[place] == key ? values[place] : FREE;
    }

    boolean has(long key) {
        return keys[place(key)] == key;
    }

    int size() {
        return size;
    }

    void put(long key, long value) {
        int place = place(key);
        if (keys[place] != key) {
            // Two thirds full at most.
            if (3L * (size + 1) > 2L * keys.length) {
                grow();
                place = place(key);
            }
            keys[place] = key;
            size++;
        }
        values[place] = value;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) ((key * SPREAD) >>> 32) & mask;
        while (keys[place] != key && keys[place] != FREE) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = free(oldKeys.length * 2);
        values = free(oldKeys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
