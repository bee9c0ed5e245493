package io.creditlake.lake.functions;

import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Uscc;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Nanoseconds a value that the functions of the catalog cost, as generated code calls them: on values of which nineteen in
 * twenty are clean, and on those alone that are not. {@code bench/standards/run} runs it; no test does.
 */
final class FunctionsBenchmark {
    private static final int VALUES = 4000;
    private static final int ROUNDS = 60;
    private static final java.lang.management.ThreadMXBean THREADS =
            java.lang.management.ManagementFactory.getThreadMXBean();
    private static final Random RANDOM = new Random(7);
    private static final List<String> TRADES = List.of("商贸", "建筑工程", "物业服务", "食品", "信息科技", "汽车零部件");
    private static final List<String> WORDS = List.of("柏鲁", "瑞丰", "鼎盛", "华岳", "齐兴", "海润", "同泰", "恒远");
    private static final List<String> CITIES = List.of("济南", "青岛", "烟台市", "山东省潍坊市", "临沂", "山东");
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private FunctionsBenchmark() {}

    /** Something that consumes a value and gives anything. */
    private interface Call {
        Object of(UTF8String text);
    }

    /** Prints a line for every function; the argument is the folder of the reference lists. */
    public static void main(String[] arguments) throws NoSuchFunctionException {
        CreditFunctions catalog = new CreditFunctions();
        catalog.initialize("credit", new CaseInsensitiveStringMap(Map.of("reference", arguments[0])));
        System.out.printf("%-18s %12s %12s%n", "function", "ns, mixed", "ns, dirty");
        for (String[] line : new String[][] {
            {"uscc", "code"}, {"uscc_valid", "code"}, {"org_code", "org"}, {"reg_no", "reg"}, {"org_name", "name"},
            {"org_name_key", "name"}, {"clean", "prose"}, {"mask_in", "prose"}, {"is_blank", "name"}, {"day", "day"},
            {"amount_wan", "amount"}, {"document_number", "document"}, {"region", "region"}, {"name_parts", "name"}
        }) {
            Call call = call(catalog, line[0]);
            if (call != null) {
                UTF8String[] mixed = values(line[1], 20);
                UTF8String[] dirty = values(line[1], 1);
                measure(call, mixed);
                measure(call, dirty);
                System.out.printf("%-18s %12.1f %12.1f%n", line[0], measure(call, mixed), measure(call, dirty));
            }
        }
    }

    private static Call call(CreditFunctions catalog, String name) {
        UnboundFunction function;
        try {
            function = catalog.loadFunction(Identifier.of(new String[0], name));
        } catch (NoSuchFunctionException e) {
            return null;
        }
        Object bound = function.bind(new org.apache.spark.sql.types.StructType()
                .add("text", org.apache.spark.sql.types.DataTypes.StringType));
        if (bound instanceof TextFunction text) {
            return text::invoke;
        } else if (bound instanceof TestFunction test) {
            return test::invoke;
        } else if (bound instanceof DayFunction day) {
            return day::invoke;
        } else if (bound instanceof AmountFunction amount) {
            return amount::invoke;
        } else if (bound instanceof NamePartsFunction parts) {
            return parts::invoke;
        }
        throw new IllegalArgumentException(name);
    }

    /** Time of this thread alone: other work of the machine does not count. */
    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** The middle of the rounds. */
    private static double measure(Call call, UTF8String[] values) {
        double[] nanos = new double[ROUNDS];
        int sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = now();
            for (UTF8String value : values) {
                sink += call.of(value) == null ? 0 : 1;
            }
            nanos[round] = (double) (now() - start) / values.length;
        }
        if (sink < 0) {
            throw new IllegalStateException();
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    /** Values of a kind, one in {@code dirt} of them dirty. */
    private static UTF8String[] values(String kind, int dirt) {
        UTF8String[] values = new UTF8String[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = UTF8String.fromString(value(kind, i % dirt == 0));
        }
        return values;
    }

    private static String value(String kind, boolean dirty) {
        return switch (kind) {
            case "code" -> {
                String code = checked(() -> "9137010" + RANDOM.nextInt(10) + letters(9), Uscc::checkDigit);
                yield dirty ? "'" + code.toLowerCase(java.util.Locale.ROOT) + " " : code;
            }
            case "org" -> {
                String code = checked(() -> letters(8), OrganisationCode::checkDigit);
                yield dirty ? code.substring(0, 8) + "-" + code.substring(8) : code;
            }
            case "reg" -> {
                String code = checked(() -> "37010" + digits(9), RegistrationNumber::checkDigit);
                yield dirty ? code.replace('0', 'O') : code;
            }
            case "name" -> {
                String name = one(CITIES) + one(WORDS) + one(WORDS) + one(TRADES);
                yield dirty ? name + " (集团)有限公司" : name + "有限公司";
            }
            case "prose" ->
                "当事人于" + digits(4) + "年未按规定公示年度报告，经责令改正后仍不改正，违反了《企业信息公示暂行条例》的规定"
                        + (dirty ? "，联系电话 138" + digits(8) + "　" : "。");
            case "day" ->
                dirty
                        ? "20" + (10 + RANDOM.nextInt(15)) + "年" + (1 + RANDOM.nextInt(12)) + "月8日"
                        : "2021-0" + (1 + RANDOM.nextInt(9)) + "-1" + RANDOM.nextInt(10);
            case "amount" -> dirty ? digits(4) + ".5万元" : "0." + digits(3);
            case "document" -> dirty ? "鲁市监罚[2025] " + digits(3) + "号" : "鲁市监罚〔2025〕" + digits(3) + "号";
            case "region" -> dirty ? "山东省济南市历下区" : "3701" + (2 + RANDOM.nextInt(2)) + "01";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String checked(Supplier<String> body, java.util.function.UnaryOperator<String> check) {
        String made = body.get();
        return made + check.apply(made);
    }

    private static String one(List<String> words) {
        return words.get(RANDOM.nextInt(words.size()));
    }

    private static String digits(int length) {
        return String.valueOf(RANDOM.nextLong((long) Math.pow(10, length - 1), (long) Math.pow(10, length)));
    }

    private static String letters(int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }
}
