package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import io.creditlake.standards.Dates;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Days written in other ways than the rest of their file, and days that do not exist. */
final class DateDirt {
    private static final String NUMERALS = "〇一二三四五六七八九";
    private static final List<String> NO_END =
            List.of("长期", "永久", "无期限", "9999-09-09", "9999-12-31", "2099-12-31", "2099/12/31");
    private static final List<String> IMPOSSIBLE = List.of("2023-02-30", "2023/13/5", "2024年4月31日", "20230229", "不详");

    private DateDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("sentinel_for_no_date", DateDirt::sentinel),
                new Dirt("no_end_in_other_words", DateDirt::noEnd),
                cured("date_in_chinese", d -> d.getYear() + "年" + d.getMonthValue() + "月" + d.getDayOfMonth() + "日"),
                cured("date_in_chinese_numerals", DateDirt::numerals),
                cured("date_with_dots", d -> d.getYear() + "." + d.getMonthValue() + "." + d.getDayOfMonth()),
                cured("date_of_eight_digits", d -> d.toString().replace("-", "")),
                cured("date_as_serial_number", DateStyle::serial),
                cured("date_with_odd_time", d -> d + " 00:00;00"),
                cured("full_width_date", d -> Wide.of(d.toString())),
                new Dirt("impossible_date", DateDirt::impossible));
    }

    private static Dirt cured(String name, Function<LocalDate, String> writing) {
        return new Dirt(name, (kind, field, scene) -> day(field, scene)
                .filter(day -> !day.equals(Dates.NO_END))
                .map(day -> Stain.cured(kind, field, writing.apply(day), day)));
    }

    private static boolean isDate(Field field) {
        return field.standard() == Standard.DATE || field.standard() == Standard.END_DATE;
    }

    private static Optional<LocalDate> day(Field field, Scene scene) {
        return isDate(field) && scene.value(field) instanceof LocalDate day ? Optional.of(day) : Optional.empty();
    }

    private static String numerals(LocalDate day) {
        StringBuilder out = new StringBuilder();
        String.valueOf(day.getYear()).chars().forEach(c -> out.append(NUMERALS.charAt(c - '0')));
        return out.append('年')
                .append(upTo99(day.getMonthValue()))
                .append('月')
                .append(upTo99(day.getDayOfMonth()))
                .append('日')
                .toString();
    }

    private static String upTo99(int number) {
        int tens = number / 10;
        String ten = tens == 0 ? "" : tens == 1 ? "十" : NUMERALS.charAt(tens) + "十";
        return ten + (number % 10 == 0 ? "" : NUMERALS.charAt(number % 10));
    }

    private static Optional<Stain> noEnd(String kind, Field field, Scene scene) {
        return day(field, scene)
                .filter(day -> field.standard() == Standard.END_DATE && day.equals(Dates.NO_END))
                .map(day -> Stain.cured(kind, field, scene.dice().of(NO_END), day));
    }

    private static Optional<Stain> sentinel(String kind, Field field, Scene scene) {
        boolean empty = field.standard() == Standard.DATE && field.required().isEmpty() && scene.value(field) == null;
        return empty ? Optional.of(Stain.cured(kind, field, "1900-01-01", null)) : Optional.empty();
    }

    private static Optional<Stain> impossible(String kind, Field field, Scene scene) {
        return day(field, scene)
                .map(day -> Stain.refused(kind, field.column(), scene.dice().of(IMPOSSIBLE), "format"));
    }
}
