package io.creditlake.night;

import io.creditlake.standards.CitizenNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What departments send about three persons, who are made up, each known by a citizen number. */
final class ThreePersons {
    static final String ZHANG = number("37010219800101123");
    static final String LI = number("37010219790202345");
    static final String WANG = number("37010219810303456");

    private static final String PENALTIES =
            "CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_XDR_ZJHM,CF_WSH,CF_SY,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_CFJG\n";
    private static final String LICENCES = "XK_XDR_MC,XK_XDR_LB,XK_XDR_ZJHM,XK_WSH,XK_XKLB,XK_JDRQ,XK_XKJG\n";

    private ThreePersons() {}

    private static String number(String first17) {
        return first17 + CitizenNumber.checkDigit(first17);
    }

    /**
     * Dumps of three nights.
     *
     * @param landing the landing folder
     * @param nights their dates
     */
    static void deliver(Path landing, List<LocalDate> nights) throws IOException {
        land(
                landing,
                "penalty_publicity",
                nights.get(0),
                PENALTIES
                        + penalty("张某", "自然人", "", ZHANG, 1, "罚款")
                        + penalty("李某", "自然人", "", LI, 2, "罚款")
                        + penalty("山东样例甲商贸有限公司", "法人及非法人组织", "91370102MA9000011M", "", 3, "罚款"));
        land(
                landing,
                "licence_publicity",
                nights.get(0),
                LICENCES + "张某,自然人," + ZHANG + ",济审批〔2026〕1号,普通,2026-11-01,济南市行政审批服务局\n");
        // What the lake has, once more and corrected; somebody known in another matter; somebody new.
        land(
                landing,
                "penalty_publicity",
                nights.get(1),
                PENALTIES
                        + penalty("张某", "自然人", "", ZHANG, 1, "罚款")
                        + penalty("李某", "自然人", "", LI, 2, "没收违法所得")
                        + penalty("张某", "自然人", "", ZHANG.toLowerCase(Locale.ROOT), 4, "罚款")
                        + penalty("王某", "自然人", "", WANG, 5, "罚款"));
        // In full-width digits, and in the form of before 1999.
        land(
                landing,
                "penalty_publicity",
                nights.get(2),
                PENALTIES
                        + penalty("张某", "自然人", "", wide(ZHANG), 6, "罚款")
                        + penalty("王某", "自然人", "", WANG.substring(0, 6) + WANG.substring(8, 17), 7, "罚款"));
    }

    private static String wide(String number) {
        return number.chars()
                .mapToObj(c -> String.valueOf((char) (c + '０' - '0')))
                .collect(Collectors.joining());
    }

    private static String penalty(String name, String kind, String code, String number, int document, String type) {
        return String.join(
                ",",
                name,
                kind,
                code,
                number,
                "济市监罚〔2026〕" + document + "号",
                "事实",
                type,
                "内容",
                "1",
                "2026-10-0" + document,
                "济南市市场监督管理局\n");
    }

    private static void land(Path landing, String source, LocalDate night, String text) throws IOException {
        Path delivery = Files.createDirectories(landing.resolve(source).resolve(night.toString()));
        Files.writeString(delivery.resolve("sent.csv"), text);
        Files.write(delivery.resolve("_SUCCESS"), new byte[0]);
    }
}
