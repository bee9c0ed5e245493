package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Uscc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A lake of two nights with subjects of every kind that a credit report has to tell apart. Tests share it. */
final class CreditNights {
    static final String FIRST = "2026-11-20";
    static final String SECOND = "2026-11-23";

    /** Penalties that stand, are repaired, past their time and past the day that the department gave. */
    static final String PENALISED = uscc("MA900001");
    /** Has markup in its name. */
    static final String MARKUP = uscc("MA900002");
    /** Was known by its registration number alone, beside a subject of its unified code. */
    static final String MERGED = uscc("MA900003");

    static final String MERGED_NUMBER = number("37010020000010");
    /** Two that show one registration number. */
    static final String DISPUTED = number("37010020000020");

    static final String PERSON = citizen("37010219900307101");
    static final String PERSON_NAME = "诸葛样例";
    static final String REPRESENTATIVE = "欧阳样例";

    private static CreditNights made;

    private final Path folder;

    private CreditNights(Path folder) {
        this.folder = folder;
    }

    /** The lake; the first who asks waits for its nights. */
    static synchronized CreditNights get() {
        try {
            if (made == null) {
                CreditNights nights = new CreditNights(Files.createTempDirectory("credit-nights"));
                Runtime.getRuntime().addShutdownHook(new Thread(nights::remove));
                nights.run();
                made = nights;
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uscc(String body) {
        String code = "91370102" + body + OrganisationCode.checkDigit(body);
        return code + Uscc.checkDigit(code);
    }

    private static String number(String first14) {
        return first14 + RegistrationNumber.checkDigit(first14);
    }

    private static String citizen(String first17) {
        return first17 + CitizenNumber.checkDigit(first17);
    }

    private void run() throws IOException {
        String penalties =
                """
                CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_XDR_GSZC,CF_XDR_ZJLX,CF_XDR_ZJHM,CF_FRDB,CF_WSH,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_GSJZQ,CF_CFJG
                """;
        deliver(
                "penalty_publicity",
                FIRST,
                penalties
                        + penalty("山东样例甲商贸有限公司", PENALISED, "", "已修复的处罚", "80", "2025-11-12", "")
                        + penalty("山东样例甲商贸有限公司", PENALISED, "", "仍在公示的处罚", "60", "2026-03-01", "")
                        + penalty("山东样例甲商贸有限公司", PENALISED, "", "公示期满的处罚", "0.1", "2026-01-05", "")
                        + penalty("山东样例甲商贸有限公司", PENALISED, "", "部门公示期满的处罚", "2", "2026-05-01", "2026-10-01")
                        + penalty(
                                "山东样例乙<script>alert(1)</script>有限公司",
                                MARKUP,
                                "",
                                "<img src=x onerror=alert(1)>",
                                "3",
                                "2026-06-01",
                                "")
                        + penalty("山东样例丙机械有限公司", "", MERGED_NUMBER, "旧处罚", "3", "2026-06-02", "")
                        + penalty("山东样例丙新材料有限公司", MERGED, "", "新处罚", "3", "2026-06-03", "")
                        + penalty("山东样例丁建材有限公司", uscc("MA900004"), DISPUTED, "丁处罚", "3", "2026-06-04", "")
                        + penalty("青岛样例戊食品有限公司", uscc("MA900005"), DISPUTED, "戊处罚", "3", "2026-06-05", "")
                        + PERSON_NAME + ",自然人,,,身份证," + PERSON
                        + ",,济市监罚〔2026〕9号,罚款,自然人处罚,0.5,2026-06-06,,济南市市场监督管理局\n");
        night(FIRST);
        deliver(
                "penalty_publicity",
                SECOND,
                penalties + penalty("山东样例丙机械有限公司", MERGED, MERGED_NUMBER, "合并后的处罚", "3", "2026-06-07", ""));
        deliver(
                "repair_decision",
                SECOND,
                """
                修复决定书编号,申请主体名称,申请主体统一社会信用代码,信息类别,失信信息文书号,失信信息日期,修复结果,决定日期,生效日期,决定机关,修复依据
                鲁信修〔2026〕1号,山东样例甲商贸有限公司,%s,行政处罚,济市监罚〔2026〕%s号,,准予修复,2026-11-21,2026-11-22,山东省发展和改革委员会,《信用修复管理办法》
                """
                        .formatted(PENALISED, document("已修复的处罚")));
        night(SECOND);
    }

    private static String penalty(
            String name, String uscc, String number, String content, String fine, String day, String end) {
        return String.join(
                        ",",
                        name,
                        "法人及非法人组织",
                        uscc,
                        number,
                        "",
                        "",
                        REPRESENTATIVE,
                        "济市监罚〔2026〕" + document(content) + "号",
                        "罚款",
                        content,
                        fine,
                        day,
                        end,
                        "济南市市场监督管理局")
                + "\n";
    }

    private static int document(String content) {
        return 100 + Math.floorMod(content.hashCode(), 9000);
    }

    private void deliver(String source, String day, String text) throws IOException {
        Path delivery = Files.createDirectories(
                folder.resolve("landing").resolve(source).resolve(day));
        Files.writeString(delivery.resolve("rows.csv"), text);
        Files.createFile(delivery.resolve("_SUCCESS"));
    }

    private void night(String day) {
        Typed night = type("nightly", "--date=" + day);
        assertThat(night.code()).as(night.err()).isZero();
    }

    /** Types a command about the lake. */
    Typed type(String... arguments) {
        return Typed.run(
                List.of(arguments),
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", TestLake.home().resolve("conf").toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }

    /** The one value of a query. */
    String sql(String statement) {
        Typed rows = type("sql", statement, "--format=csv");
        assertThat(rows.code()).as(rows.err()).isZero();
        return rows.out().lines().skip(1).reduce("", (a, b) -> a + b);
    }

    Path folder() {
        return folder;
    }

    private void remove() {
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // It lies in a folder for temporary files.
        }
    }
}
