import io.creditlake.standards.Amounts;
import io.creditlake.standards.Blank;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.CodeRounding;
import io.creditlake.standards.Dates;
import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonDocument;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.PersonalCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Runs a script of Spark SQL and prints the seconds of each step: {@code java -cp SPARK SparkNight SCRIPT DIR}. With
 * a third argument, the names of views parted by commas, it reads these and writes them nowhere: Spark's bare parse.
 *
 * <p>What Spark's SQL has no function for, check digits and odd spellings, it calls in Java, as users of Spark do. Nobody
 * would write these faster than creditlake's plain {@code standards}, so they are what it calls.
 */
public final class SparkNight {
    private SparkNight() {}

    public static void main(String[] args) throws Exception {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.ansi.enabled", false)
                .config("spark.sql.shuffle.partitions", 16)
                .config("spark.sql.warehouse.dir", args[1] + "/warehouse")
                .config("spark.local.dir", args[1] + "/spilled")
                .config("spark.sql.csv.parser.columnPruning.enabled", false)
                .config("spark.sql.legacy.javaCharsets", true)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        register(spark);
        for (String entry : Files.readString(Path.of(args[0])).split("\n;\n")) {
            if (!entry.isBlank()) {
                int line = entry.indexOf('\n');
                time(entry.substring(3, line), () -> spark.sql(entry.substring(line + 1)));
            }
        }
        if (args.length > 2) {
            for (String view : args[2].split(",")) {
                time("parse " + view, () -> spark.table(view).write().format("noop").mode("overwrite").save());
            }
        }
        spark.stop();
    }

    private static void register(SparkSession spark) {
        test(spark, "is_blank", Blank::isBlank);
        test(spark, "is_masked", Uscc::isMasked);
        test(spark, "is_personal", PersonalCode::isPersonal);
        test(spark, "is_rounded", CodeRounding::isRounded);
        text(spark, "candidate", x -> Blank.isBlank(x) ? null : x.strip());
        text(spark, "clean", Text::clean);
        text(spark, "prose", x -> CitizenNumber.maskIn(Text.clean(x)));
        text(spark, "org_name", OrganisationName::normalise);
        text(spark, "person_name", PersonName::normalise);
        text(spark, "name_key", OrganisationName::key);
        text(spark, "document_number", DocumentNumber::normalise);
        text(spark, "right_uscc", x -> right(Uscc.normalise(x), Uscc::isValid));
        text(spark, "right_org_code", x -> right(OrganisationCode.normalise(x), OrganisationCode::isValid));
        text(spark, "right_reg_no", x -> right(RegistrationNumber.normalise(x), RegistrationNumber::isValid));
        text(spark, "right_tax_no", x -> right(TaxNumber.normalise(x), TaxNumber::isValid));
        text(
                spark,
                "right_citizen_number",
                x -> right(CitizenNumber.normalise(x), number -> PersonDocument.of(number) != null));
        spark.udf().register("any_day", (UDF1<String, LocalDate>) SparkNight::day, DataTypes.DateType);
        UDF1<String, java.math.BigDecimal> amount = Amounts::parseWan;
        spark.udf().register("amount_wan", amount, DataTypes.createDecimalType(20, 2));
    }

    /** A day, or one that only fills its field. */
    private static LocalDate day(String text) {
        LocalDate day = Dates.parse(text);
        return day == null && Dates.isSentinel(text) ? LocalDate.of(1900, 1, 1) : day;
    }

    private static String right(String code, Predicate<String> isRight) {
        return code != null && isRight.test(code) ? code : null;
    }

    private static void text(SparkSession spark, String name, UDF1<String, String> function) {
        UDF1<String, String> called = x -> x == null ? null : function.call(x);
        spark.udf().register(name, called, DataTypes.StringType);
    }

    private static void test(SparkSession spark, String name, UDF1<String, Boolean> function) {
        spark.udf().register(name, function, DataTypes.BooleanType);
    }

    private static void time(String step, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%s\t%.3f%n", step, (System.nanoTime() - begun) / 1e9);
    }
}
