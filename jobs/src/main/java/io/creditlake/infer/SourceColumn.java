package io.creditlake.infer;

import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Set;

/**
 * A column of the source: of one file, or of several that have it.
 *
 * @param index its place among the columns, in the order met
 * @param names its headers as written, of a second header row too
 * @param files places of the files that have it
 * @param profile what it holds
 */
record SourceColumn(int index, List<String> names, Set<Integer> files, Profile profile) {
    private static final String PERSONAL = ".*(姓名|身份证|证件号|电话|手机|联系方式|联系人|经办人|承办人|住址|家庭地址|邮箱|出生).*";
    private static final double SOME = 0.2;
    private static final double MANY = 0.6;

    /** The header that a person sees: the Chinese one where there is one. */
    String label() {
        return names.stream().filter(HeaderText::isChinese).findFirst().orElse(names.get(0));
    }

    /** What it holds, by its values. */
    Content content() {
        boolean amount = names.stream()
                .anyMatch(n -> HeaderText.namesWan(n)
                        || HeaderText.namesYuan(n)
                        || HeaderText.reduced(n).matches(".*(金额|罚款|资本|税额|余额|费)"));
        return new Content(profile, amount);
    }

    /** Whether it may hold personal data, by its header or its values. */
    boolean isPersonal() {
        Standard guess = content().guess();
        return names.stream().anyMatch(n -> HeaderText.reduced(n).matches(PERSONAL))
                || guess == Standard.CITIZEN_NUMBER
                || guess == Standard.PERSON_NAME
                || profile.share(Look.CITIZEN_NUMBER) >= SOME
                || profile.share(Look.PHONE) >= MANY;
    }

    /** Whether some file has both columns, so that they are two. */
    boolean standsBeside(SourceColumn other) {
        return files.stream().anyMatch(other.files()::contains);
    }
}
