package io.creditlake.standards;

/** The name of a natural person. */
public final class PersonName {
    private static final String DOTS = "·•‧・∙⋅･.";

    private PersonName() {}

    /**
     * The name in one form: half-width letters, no spaces between Chinese characters ({@code 张 三}), one middle dot
     * {@code ·} between the parts of a name in Chinese characters, simplified characters, no punctuation at the ends.
     * Stars of a masked name stay.
     *
     * @return null when the text says nothing
     */
    public static String normalise(String text) {
        String name = OrganisationName.normalise(text);
        if (name == null) {
            return null;
        }
        StringBuilder out = null;
        for (int i = 1; i + 1 < name.length(); i++) {
            boolean dot = DOTS.indexOf(name.charAt(i)) > 0
                    && Width.isHan(name.charAt(i - 1))
                    && Width.isHan(name.charAt(i + 1));
            if (dot) {
                out = out == null ? new StringBuilder(name) : out;
                out.setCharAt(i, '·');
            }
        }
        return out == null ? name : out.toString();
    }
}
