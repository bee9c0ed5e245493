package io.creditlake.standardise;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Limits;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a field of a contract means as expressions: its normalised value, and the checks on it. The value as sent is a
 * column named {@link #sent}, the normalised one has the name of the column it becomes.
 */
final class FieldColumns {
    /** Longest value kept for a quarantined field, in characters. */
    private static final int LONGEST_VALUE = 500;
    /** Longer than any number of a person, however it is broken. */
    private static final int LONGEST_NUMBER = 64;

    private final Field field;
    private final Column sent;
    private final Column normal;
    private final String near;
    private final LocalDate runDate;

    /**
     * @param near region of the department, which a name that several regions bear is meant to be near to
     * @param runDate day of the night
     */
    FieldColumns(Field field, int position, String near, LocalDate runDate) {
        this.field = field;
        this.near = near;
        this.sent = col(sent(position));
        this.normal = col(field.column());
        this.runDate = runDate;
    }

    /** Name of the column with the value as sent of the field at a position of the contract. */
    static String sent(int position) {
        return "sent_" + position;
    }

    /**
     * A check of a field or of a row.
     *
     * @param severity what a breach does
     * @param name as it stands in {@code flags}
     * @param message what a breach means, in the language of the department
     * @param broken whether a row breaks it
     * @param reason why the row is refused
     */
    record Check(Severity severity, String name, String message, Column broken, Column reason) {}

    /** The value normalised, from the value as sent. */
    Column normalised() {
        Column value =
                switch (field.standard()) {
                    case TEXT -> call("clean");
                    case PROSE -> call_function("credit.mask_in", call("clean"));
                    case USCC -> call("uscc");
                    case ORG_CODE -> call("org_code");
                    case REG_NO -> call("reg_no");
                    case TAX_NO -> call("tax_no");
                    case CITIZEN_NUMBER -> call("citizen_number");
                    case ORG_NAME -> call("org_name");
                    case PERSON_NAME -> call("person_name");
                    case DATE -> call("day");
                    case END_DATE -> call("end_day");
                    case AMOUNT -> call("amount");
                    case AMOUNT_WAN -> call("amount_wan");
                    case INTEGER -> wholeNumber();
                    case DOCUMENT_NUMBER -> call("document_number");
                    case REGION -> call_function("credit.region", sent, lit(near));
                    case INDUSTRY -> call("industry");
                    case CODE -> coded();
                };
        return field.otherwise()
                .map(word -> when(test("is_blank", sent), lit(word)).otherwise(value))
                .orElse(value)
                .as(field.column());
    }

    /** Signs of thousands fall, and the zeros that a spreadsheet puts behind the point. */
    private Column wholeNumber() {
        Column digits = regexp_extract(translate(call("clean"), ",", ""), "^([+-]?[0-9]{1,18})(\\.0*)?$", 1);
        return digits.try_cast("bigint");
    }

    private Column coded() {
        Map<String, String> codes = field.codes();
        Column clean = call("clean");
        if (codes.isEmpty()) {
            return clean;
        }
        List<Column> entries = new ArrayList<>();
        codes.forEach((key, kept) -> {
            entries.add(lit(key));
            entries.add(lit(kept));
        });
        return org.apache.spark.sql.functions.try_element_at(map(entries.toArray(Column[]::new)), clean);
    }

    private Column call(String function) {
        return call_function("credit." + function, sent);
    }

    private static Column test(String function, Column value) {
        return call_function("credit." + function, value);
    }

    /** Every check of the field, over the value as sent and the value normalised. */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        Column blank = test("is_blank", sent);
        Column absent = isDay() ? blank.or(test("is_date_sentinel", sent)) : blank;
        boolean maskable = hasCheckDigit() && field.standard() != Standard.CITIZEN_NUMBER;
        Column masked = maskable ? normal.isNull().and(test("is_masked", sent)) : lit(false);
        Column lost = normal.isNull().and(not(absent)).and(not(masked));
        field.required()
                .ifPresent(severity ->
                        checks.add(check(severity, "required", normal.isNull().and(absent.or(masked)), "必填项为空")));
        if (maskable) {
            checks.add(check(Severity.FLAG, "masked", masked, "代码被遮盖，不能用于识别"));
            Column personal = normal.isNull().and(test("is_personal", sent));
            checks.add(check(field.check().orElse(Severity.FLAG), "personal", personal, "填报的是自然人的证件号码或手机号码，不是单位代码"));
        }
        unreadable()
                .ifPresent(reason -> checks.add(
                        check(field.check().orElse(Severity.REJECT), reason.rule(), lost, reason.message())));
        if (hasCheckDigit()) {
            Column wrong = normal.isNotNull().and(isWrong());
            Column rounded = test("is_rounded", normal);
            field.check().ifPresent(severity -> {
                checks.add(check(severity, "check_digit", wrong.and(not(rounded)), "校验码不正确或格式不符"));
                checks.add(check(severity, "rounded", wrong.and(rounded), "号码被电子表格改成了科学计数法，请以文本格式重新导出"));
            });
        }
        checks.addAll(limits());
        return checks;
    }

    private Column isWrong() {
        return field.standard() == Standard.CITIZEN_NUMBER
                ? test("person_document", normal).isNull()
                : not(test(field.standard().key() + "_valid", normal));
    }

    /** What was repaired in a code, as a flag such as {@code uscc:repaired_case}; empty for fields that are no codes. */
    Optional<Column> repairs() {
        Column repairs = when(
                normal.notEqual(sent),
                concat(lit(field.column() + ":repaired_"), call_function("credit.repairs", sent, normal)));
        return hasCheckDigit() ? Optional.of(repairs) : Optional.empty();
    }

    private List<Check> limits() {
        Limits limits = field.limits();
        List<Check> checks = new ArrayList<>();
        limits.minimum().ifPresent(low -> checks.add(limit("minimum", normal.lt(bound(low)), "小于允许的最小值 " + low)));
        limits.maximum()
                .ifPresent(high ->
                        checks.add(limit("maximum", isEndless().and(normal.gt(bound(high))), maximumMessage(high))));
        limits.minLength()
                .ifPresent(
                        least -> checks.add(limit("min_length", length(normal).lt(least), "不足 " + least + " 个字")));
        limits.maxLength().ifPresent(most -> checks.add(limit("max_length", isLonger(most), "超过 " + most + " 个字")));
        limits.pattern()
                .ifPresent(pattern -> checks.add(limit("pattern", not(normal.rlike(pattern)), "不符合约定的格式 " + pattern)));
        return checks;
    }

    private Check limit(String rule, Column broken, String message) {
        return check(field.limits().severity(), rule, broken, message);
    }

    private record Unreadable(String rule, String message) {}

    private Optional<Unreadable> unreadable() {
        return switch (field.standard()) {
            case DATE, END_DATE -> Optional.of(new Unreadable("format", "无法识别为日期"));
            case AMOUNT, AMOUNT_WAN -> Optional.of(new Unreadable("format", "无法识别为金额"));
            case INTEGER -> Optional.of(new Unreadable("format", "不是整数"));
            case REGION -> Optional.of(new Unreadable("region", "行政区划代码或名称不存在"));
            case INDUSTRY -> Optional.of(new Unreadable("industry", "行业代码或名称不存在"));
            case CODE ->
                field.codes().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Unreadable(
                                "code_set",
                                "不在约定的取值之内：" + String.join("、", field.codes().keySet())));
            default -> Optional.empty();
        };
    }

    private boolean isDay() {
        return field.standard().isDay();
    }

    private boolean hasCheckDigit() {
        return switch (field.standard()) {
            case USCC, ORG_CODE, REG_NO, TAX_NO, CITIZEN_NUMBER -> true;
            default -> false;
        };
    }

    /** Bytes are known, characters have to be counted: few texts have so many bytes. */
    private Column isLonger(int most) {
        return octet_length(normal).gt(most).and(length(normal).gt(most));
    }

    private Column isEndless() {
        return isDay() ? normal.lt(lit("9999-12-31").cast("date")) : lit(true);
    }

    private static String maximumMessage(String maximum) {
        return maximum.equals("run_date") ? "晚于接收日期" : "大于允许的最大值 " + maximum;
    }

    private Column bound(String text) {
        if (isDay()) {
            return lit(text.equals("run_date") ? runDate : LocalDate.parse(text));
        }
        return lit(new BigDecimal(text));
    }

    private Check check(Severity severity, String rule, Column broken, String message) {
        return new Check(
                severity,
                DeliveryTerms.breach(field.column(), rule),
                field.label() + "：" + message,
                broken,
                reason(rule, message));
    }

    /** A reason for quarantine that is filed under this field, with the value as sent. */
    Column reason(String rule, String message) {
        return struct(
                lit(field.column()).as("field"),
                shown().as("value"),
                lit(rule).as("rule"),
                lit(field.label() + "：" + message).as("message"));
    }

    /** The value as sent, fit to be shown: personal data is masked, before it is cut. */
    private Column shown() {
        Column begin = substring(sent, 1, LONGEST_VALUE + LONGEST_NUMBER);
        Column masked;
        if (field.personal() || field.standard() == Standard.CITIZEN_NUMBER) {
            masked = test("citizen_number_mask", begin);
        } else if (ShownText.isFree(field.standard())) {
            masked = test("mask_in", begin);
        } else {
            masked = udf((UDF1<String, String>) ShownText::ofValue, DataTypes.StringType)
                    .apply(begin);
        }
        return substring(masked, 1, LONGEST_VALUE);
    }
}
