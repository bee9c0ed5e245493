package io.creditlake.standardise;

import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.Uscc;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A dump of penalties in the national layout for the benchmark: 28 columns, Chinese prose, a tenth of the codes, dates and
 * numbers of documents written in another way. All parties
 * are synthetic. Of a hundred rows two repeat an earlier one, one corrects an earlier one and one is refused.
 */
final class PenaltyFile {
    private static final String HEADER = "CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_XDR_GSZC,CF_XDR_ZZJG,CF_XDR_SWDJ,CF_FRDB,"
            + "CF_FR_ZJLX,CF_FR_ZJHM,CF_XDR_ZJLX,CF_XDR_ZJHM,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,"
            + "CF_NR_WFFF,CF_NR_ZKDX,CF_JDRQ,CF_YXQ,CF_GSJZQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM,BZ";
    private static final String CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String CHARACTERS = "华泰鑫源盛达恒信瑞丰和顺康宁立新博远嘉禾明德润泽安邦天成海通金桥万里长青东升广源";
    private static final List<String> TRADES = List.of("商贸", "食品", "机械", "化工", "建筑工程", "物流", "餐饮管理", "医药");
    private static final List<String> FORMS = List.of("有限公司", "有限责任公司", "股份有限公司", "合伙企业（有限合伙）", "（集团）有限公司");
    private static final List<String> REGIONS = List.of("370102", "370103", "370202", "370303", "370602", "371302");
    private static final List<String> AUTHORITIES =
            List.of("济南市历下区市场监督管理局", "济南市市中区市场监督管理局", "青岛市市南区市场监督管理局", "淄博市张店区市场监督管理局");
    private static final List<String> VIOLATIONS = List.of("经营标签不符合规定的食品", "发布虚假广告", "未按规定公示年度报告", "销售不合格商品");
    private static final List<String> FACTS = List.of(
            "当事人经营的预包装食品未标注生产日期和保质期，货值金额较小，案发后主动召回并配合调查。",
            "当事人在其网站首页发布含有“国家级”“最佳”等用语的广告，自发布之日起至查获之日止共计三十二天。",
            "经抽样检验，当事人销售的该批次商品不符合国家强制性标准，当事人对检验结果未提出异议。");
    private static final List<String> BASES =
            List.of("《中华人民共和国食品安全法》第一百二十五条第一款第（二）项", "《中华人民共和国广告法》第五十七条第（一）项", "《中华人民共和国产品质量法》第四十九条");
    private static final List<String> DATES = List.of("%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日", "%d%02d%02d");
    private static final List<String> AUTHORITY_CODES = AUTHORITIES.stream()
            .map(a -> completed(
                    new StringBuilder("1137010200418").append(1000 + AUTHORITIES.indexOf(a)), CODE, Uscc::isValid))
            .toList();
    private static final int YEARS = 6;

    private final Random random;

    private PenaltyFile(long seed) {
        this.random = new Random(seed);
    }

    /** Writes a file; equal arguments give equal bytes. */
    static void write(Path file, Charset charset, long rows) throws IOException {
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, charset)) {
            out.write(HEADER);
            out.write('\n');
            StringBuilder line = new StringBuilder();
            for (long i = 1; i <= rows; i++) {
                // A row's kind and the row it repeats follow from its number: nothing is remembered.
                int kind = (int) (i % 100);
                boolean repeats = i > 1000 && kind < 3;
                long told = repeats ? i - 950 : i;
                line.setLength(0);
                new PenaltyFile(told).row(line, told, repeats && kind == 2 ? "更正" : "", kind == 3);
                out.append(line).append('\n');
            }
        }
    }

    private void row(StringBuilder line, long number, String remark, boolean refused) {
        String region = pick(REGIONS);
        String uscc = uscc(region);
        LocalDate decided = LocalDate.of(2026 - random.nextInt(YEARS), 1 + random.nextInt(10), 1 + random.nextInt(28));
        int authority = random.nextInt(AUTHORITIES.size());
        cell(line, "山东" + characters(2 + random.nextInt(3)) + pick(TRADES) + pick(FORMS));
        cell(line, random.nextInt(10) == 0 ? "个体工商户" : "法人及非法人组织");
        cell(line, isDirty() ? " " + uscc.toLowerCase(Locale.ROOT) : uscc);
        cell(line, "");
        String organisation = uscc.substring(8, 16) + (isDirty() ? "-" : "") + uscc.charAt(16);
        cell(line, random.nextInt(4) == 0 ? organisation : "");
        cell(line, random.nextInt(4) == 0 ? uscc : isDirty() ? "/" : "");
        cell(line, characters(3));
        cell(line, "身份证");
        cell(line, citizenNumber(region));
        cell(line, "");
        cell(line, "");
        cell(line, "鲁市监罚" + (isDirty() ? "[" : "〔") + decided.getYear() + (isDirty() ? "]" : "〕") + number + "号");
        cell(line, pick(VIOLATIONS));
        line.append('"').append(pick(FACTS)).append("涉案单号").append(number).append("。\",");
        cell(line, pick(BASES));
        cell(line, random.nextInt(3) == 0 ? "警告;罚款" : "罚款");
        cell(line, "责令改正，处以罚款" + (1 + random.nextInt(9)) + "万元，并没收违法所得。");
        cell(line, refused ? "-1" : 1 + random.nextInt(50) + "." + random.nextInt(10));
        cell(line, random.nextInt(5) == 0 ? "0.3" : "");
        cell(line, "");
        cell(line, date(decided));
        cell(line, random.nextInt(3) == 0 ? "长期" : date(decided.plusYears(1)));
        cell(line, date(decided.plusYears(1 + random.nextInt(2))));
        cell(line, AUTHORITIES.get(authority));
        cell(line, AUTHORITY_CODES.get(authority));
        cell(line, AUTHORITIES.get(authority));
        cell(line, "");
        line.append(remark);
    }

    /** Of ten cells that may be written in another way one is. */
    private boolean isDirty() {
        return random.nextInt(10) == 0;
    }

    private static void cell(StringBuilder line, String text) {
        line.append(text).append(',');
    }

    private String date(LocalDate day) {
        return DATES.get(isDirty() ? 1 + random.nextInt(DATES.size() - 1) : 0)
                .formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    private String uscc(String region) {
        StringBuilder organisation = new StringBuilder("MA");
        while (organisation.length() < 8) {
            organisation.append(CODE.charAt(random.nextInt(CODE.length())));
        }
        String code = completed(organisation, "0123456789X", OrganisationCode::isValid);
        return completed(new StringBuilder("91").append(region).append(code), CODE, Uscc::isValid);
    }

    private String citizenNumber(String region) {
        StringBuilder number = new StringBuilder(region)
                .append(1950 + random.nextInt(50))
                .append("%02d%02d%03d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28), random.nextInt(1000)));
        return completed(number, "0123456789X", CitizenNumber::isValid);
    }

    private static String completed(StringBuilder stem, String choices, Predicate<String> valid) {
        for (int i = 0; i < choices.length(); i++) {
            String code = stem.toString() + choices.charAt(i);
            if (valid.test(code)) {
                return code;
            }
        }
        return stem.toString() + choices.charAt(0);
    }

    private String characters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
