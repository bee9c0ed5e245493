package io.creditlake.standards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** Tells digits that a standard made up. */
final class Digits {
    private Digits() {}

    /**
     * Fails when the result has a digit that the input has not, in any width, unless a repair explains it.
     *
     * @param repairs pairs of a letter and the digit it may be read as
     */
    static void assertNoneInvented(String input, String result, String repairs) {
        if (result == null) {
            return;
        }
        StringBuilder half = new StringBuilder();
        input.chars().forEach(c -> half.append(Width.half((char) c)));
        String written = half.toString().toUpperCase(Locale.ROOT);
        result.chars().filter(c -> c >= '0' && c <= '9').forEach(digit -> {
            boolean known = written.indexOf(digit) >= 0;
            for (int i = 0; i < repairs.length(); i += 2) {
                known |= repairs.charAt(i + 1) == digit && written.indexOf(repairs.charAt(i)) >= 0;
            }
            assertThat(known)
                    .as("digit %c of <%s> from <%s>", digit, result, input)
                    .isTrue();
        });
    }
}
