package io.creditlake.standards.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Chinese characters that are taken for each other, because they sound or look alike. {@code alike.txt} lists them. */
final class Alike {
    private static final char FIRST = 0x4E00;
    private static final char LAST = 0x9FFF;
    private static final int[] NONE = {};
    /** The groups of each character, ascending. */
    private static final int[][] GROUPS = new int[LAST - FIRST + 1][];
    /** The sound of each character: any character of its first reading's group, the same for all of them. */
    private static final char[] SOUNDS = new char[LAST - FIRST + 1];

    static {
        Arrays.fill(GROUPS, NONE);
        load();
    }

    private Alike() {}

    private static void load() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Alike.class.getResourceAsStream("alike.txt"), StandardCharsets.UTF_8))) {
            int group = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(line.split(" ", -1), group++);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line {@code sound 丰风 逢} or {@code shape 峰锋}. */
    private static void add(String[] words, int group) {
        for (int w = 1; w < words.length; w++) {
            for (int i = 0; i < words[w].length(); i++) {
                int at = words[w].charAt(i) - FIRST;
                GROUPS[at] = Arrays.copyOf(GROUPS[at], GROUPS[at].length + 1);
                GROUPS[at][GROUPS[at].length - 1] = group;
                if (w == 1 && words[0].equals("sound")) {
                    SOUNDS[at] = words[1].charAt(0);
                }
            }
        }
    }

    /** Whether two characters are taken for each other; each is alike itself. */
    static boolean are(char a, char b) {
        if (a == b) {
            return true;
        }
        int[] left = groups(a);
        int[] right = groups(b);
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                return true;
            }
            if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    private static int[] groups(char c) {
        return c >= FIRST && c <= LAST ? GROUPS[c - FIRST] : NONE;
    }

    /** The text with each character replaced by one that stands for all that sound like it. */
    static String sound(String text) {
        StringBuilder sound = new StringBuilder(text);
        for (int i = 0; i < sound.length(); i++) {
            char c = sound.charAt(i);
            if (c >= FIRST && c <= LAST && SOUNDS[c - FIRST] != 0) {
                sound.setCharAt(i, SOUNDS[c - FIRST]);
            }
        }
        return sound.toString();
    }
}
