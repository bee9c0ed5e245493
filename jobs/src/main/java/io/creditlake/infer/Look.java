package io.creditlake.infer;

import io.creditlake.standards.Amounts;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Dates;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.Regions;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.util.Set;
import java.util.regex.Pattern;

/** What a single value can look like. A value can look like several things. */
enum Look {
    /** Right unified code. */
    USCC("valid unified codes"),
    /** Right organisation code. */
    ORG_CODE("valid organisation codes"),
    /** Right registration number. */
    REG_NO("valid registration numbers"),
    /** Right taxpayer number, also of the old kind. */
    TAX_NO("valid taxpayer numbers"),
    /** Right citizen number. */
    CITIZEN_NUMBER("valid citizen numbers"),
    /** Code behind stars. */
    MASKED("masked codes"),
    /** Number of a mobile phone or of a line. */
    PHONE("telephone numbers"),
    /** Day, also the sentinels that stand for none. */
    DATE("days"),
    /** Words and days for "without end". */
    ENDLESS("without end"),
    /** Day, or a word for "without end". */
    END_DATE("days or words for 'without end'"),
    /** Serial number of a spreadsheet's day. */
    SERIAL("serial numbers of days"),
    /** Amount of money or another number. */
    AMOUNT("numbers"),
    /** Number with decimals or a unit of money. */
    MONEY("numbers with decimals or a unit"),
    /** Known region. */
    REGION("regions"),
    /** Number of a document with a year in brackets. */
    DOCUMENT_NUMBER("document numbers"),
    /** Name of an organisation by its ending. */
    ORG_NAME("names of organisations"),
    /** Two to four Chinese characters that begin with a common surname. */
    PERSON_NAME("names like those of persons");

    private static final Pattern PHONES = Pattern.compile("(\\+?86-?)?1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}");
    private static final Pattern SERIALS = Pattern.compile("[234]\\d{4}(\\.\\d+)?");
    private static final Pattern DOCUMENTS =
            Pattern.compile("[〔\\[［（(【﹝]\\s*(19|20)\\d{2}\\s*[〕\\]］）)】﹞].*\\d|字第?\\d+号?$");
    /** Where the name of an organisation ends: on one of these words, or on one that ends with it. */
    private static final Set<String> ORGANISATIONS = Set.of(
            "公司", "厂", "店", "铺", "部", "行", "社", "院", "校", "学", "园", "所", "站", "场", "馆", "中心", "会", "局", "处", "委", "厅",
            "室", "队", "办", "政府", "集团", "合伙", "城", "吧", "堂", "坊", "户", "屋", "轩", "楼", "超市");

    private static final String MONEY_MARKS = ".,，．元万亿¥￥";
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
            + "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
            + "温庞殷康施文牛樊葛邢安齐易乔伍庄鲁岳翟申尚季颜倪童祁裴柳阮蓝邬单翁荆岑阎";

    private final String label;

    Look(String label) {
        this.label = label;
    }

    /** What values of this look are called in evidence. */
    String label() {
        return label;
    }

    /** Whether a value, which is not blank, looks like this. */
    boolean fits(String text, Regions regions) {
        return switch (this) {
            case USCC -> text.length() >= 18 && Uscc.isValid(Uscc.normalise(text));
            case ORG_CODE ->
                text.length() >= 9 && text.length() <= 14 && OrganisationCode.isValid(OrganisationCode.normalise(text));
            case REG_NO -> text.length() >= 15 && RegistrationNumber.isValid(RegistrationNumber.normalise(text));
            case TAX_NO -> text.length() >= 15 && TaxNumber.isValid(TaxNumber.normalise(text));
            case CITIZEN_NUMBER -> text.length() >= 15 && CitizenNumber.isValid(CitizenNumber.normalise(text));
            case MASKED -> Uscc.isMasked(text);
            case PHONE -> text.length() >= 10 && PHONES.matcher(text.strip()).matches();
            case DATE -> text.length() >= 8 && (Dates.parse(text) != null || Dates.isSentinel(text));
            case ENDLESS -> Dates.NO_END.equals(Dates.parseEnd(text));
            case END_DATE -> text.length() >= 2 && (Dates.parseEnd(text) != null || Dates.isSentinel(text));
            case SERIAL -> SERIALS.matcher(text).matches();
            case AMOUNT -> text.length() <= 40 && Amounts.parse(text) != null;
            case MONEY ->
                text.length() <= 40
                        && text.chars().anyMatch(c -> MONEY_MARKS.indexOf(c) >= 0)
                        && Amounts.parse(text) != null;
            case REGION -> isRegion(text, regions);
            case DOCUMENT_NUMBER ->
                text.length() <= 60 && DOCUMENTS.matcher(text).find();
            case ORG_NAME -> text.length() >= 4 && text.length() <= 60 && isOrganisation(text.strip());
            case PERSON_NAME -> isPersonName(text);
        };
    }

    /** Known itself: a made-up number that begins like a province's is none. */
    private static boolean isRegion(String text, Regions regions) {
        if (text.length() > 30 || regions.normalise(text) == null) {
            return false;
        }
        String clean = Text.clean(text);
        return !Character.isDigit(clean.charAt(0)) || (clean.length() >= 6 && regions.isKnown(clean.substring(0, 6)));
    }

    /** A note in brackets may stand behind the ending, as in （有限合伙）. */
    private static boolean isOrganisation(String text) {
        int bracket = Math.max(text.lastIndexOf('（'), text.lastIndexOf('('));
        boolean noted = bracket > 0 && (text.endsWith("）") || text.endsWith(")"));
        String name = noted ? text.substring(0, bracket) : text;
        int length = name.length();
        return length > 2
                && (ORGANISATIONS.contains(name.substring(length - 1))
                        || ORGANISATIONS.contains(name.substring(length - 2)));
    }

    private static boolean isPersonName(String text) {
        String name = text.replace(" ", "").replace("\u3000", "");
        return name.length() >= 2
                && name.length() <= 4
                && SURNAMES.indexOf(name.charAt(0)) >= 0
                && name.codePoints().allMatch(Character::isIdeographic);
    }
}
