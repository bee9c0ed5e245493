package io.creditlake.generate;

/**
 * The name of a subject in its parts, normalised.
 *
 * @param region what it says of where it is, such as 济南
 * @param bracketed whether the region stands in brackets behind the trade name and not before it
 * @param tradeName its own word (字号)
 * @param word what it does; empty for institutions
 * @param form legal form
 * @param branch what a branch adds to the name of its parent; empty for all others
 */
record SubjectName(String region, boolean bracketed, String tradeName, String word, String form, String branch) {

    /** The name as it is registered. */
    String text() {
        String head = bracketed ? tradeName + "（" + region + "）" : region + tradeName;
        return head + word + form + branch;
    }

    SubjectName withRegion(String other, boolean inBrackets) {
        return new SubjectName(other, inBrackets, tradeName, word, form, branch);
    }

    SubjectName withTradeName(String other) {
        return new SubjectName(region, bracketed, other, word, form, branch);
    }

    SubjectName withWord(String other) {
        return new SubjectName(region, bracketed, tradeName, other, form, branch);
    }

    SubjectName withForm(String other) {
        return new SubjectName(region, bracketed, tradeName, word, other, branch);
    }

    SubjectName withBranch(String other) {
        return new SubjectName(region, bracketed, tradeName, word, form, other);
    }

    /** A name in the same trade with the same trade name, in another place. */
    SubjectName like(SubjectName other, Place place) {
        return new SubjectName(place.shortCity(), false, other.tradeName(), other.word(), form, "");
    }
}
