package io.creditlake.generate;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContracts;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What is to be made.
 *
 * @param landing folder that the dumps go to, as {@code <landing>/<source>/<date>/}
 * @param contracts the sources; each of those that say {@code generated: true} gets dumps in its own layout
 * @param conf configuration folder with {@code reference/regions.csv} and {@code reference/industries.csv}
 * @param seed the same seed, options and contracts give the same files, byte for byte
 * @param subjects subjects of the first night; about one in 500 more comes every later night
 * @param start the first night, which brings the whole history
 * @param nights number of nights, at least 1; more nights leave the earlier ones as they are
 * @param dirt share of rows that are planted with dirt, between 0 (none) and 0.5
 * @param identityDirt share, between 0 (none) and 0.5, of the records that name their subject badly, and of the subjects
 *     that are branches, were renamed, got another representative, or share trade name and trade with another one
 * @param rowsPerFile rows after which another file begins
 * @param truthOfEveryRow whether the truth names the subject of every row, not only of the planted ones
 */
public record GenerateOptions(
        Path landing,
        SourceContracts contracts,
        Path conf,
        long seed,
        long subjects,
        LocalDate start,
        int nights,
        double dirt,
        double identityDirt,
        int rowsPerFile,
        boolean truthOfEveryRow) {

    /** The largest number of rows a workbook's sheet has room for, headers left aside. */
    private static final int MOST_ROWS_PER_FILE = 1_000_000;

    /** @throws ConfigurationException when a number is out of its range */
    public GenerateOptions {
        check(subjects >= 1 && subjects <= 40_000_000, "subjects", subjects, "between 1 and 40000000");
        check(nights >= 1 && nights <= 3650, "nights", nights, "between 1 and 3650");
        check(dirt >= 0 && dirt <= 0.5, "dirt", dirt, "a share between 0 and 0.5");
        check(identityDirt >= 0 && identityDirt <= 0.5, "identity dirt", identityDirt, "a share between 0 and 0.5");
        check(
                rowsPerFile >= 1 && rowsPerFile <= MOST_ROWS_PER_FILE,
                "rows per file",
                rowsPerFile,
                "between 1 and " + MOST_ROWS_PER_FILE);
    }

    /** The size of the demonstration: 2000 subjects, one night, 8% of the rows dirty, 5% of the subjects named badly. */
    public static GenerateOptions of(Path landing, SourceContracts contracts, Path conf) {
        return new GenerateOptions(
                landing, contracts, conf, 1, 2000, LocalDate.of(2026, 11, 23), 1, 0.08, 0.05, 500_000, true);
    }

    /** The same with another seed. */
    public GenerateOptions withSeed(long other) {
        return new GenerateOptions(
                landing,
                contracts,
                conf,
                other,
                subjects,
                start,
                nights,
                dirt,
                identityDirt,
                rowsPerFile,
                truthOfEveryRow);
    }

    /** The same with another number of subjects. */
    public GenerateOptions withSubjects(long other) {
        return new GenerateOptions(
                landing, contracts, conf, seed, other, start, nights, dirt, identityDirt, rowsPerFile, truthOfEveryRow);
    }

    /** The same with other nights. */
    public GenerateOptions withNights(LocalDate first, int number) {
        return new GenerateOptions(
                landing,
                contracts,
                conf,
                seed,
                subjects,
                first,
                number,
                dirt,
                identityDirt,
                rowsPerFile,
                truthOfEveryRow);
    }

    /** The same with another share of dirt. */
    public GenerateOptions withDirt(double other) {
        return new GenerateOptions(
                landing,
                contracts,
                conf,
                seed,
                subjects,
                start,
                nights,
                other,
                identityDirt,
                rowsPerFile,
                truthOfEveryRow);
    }

    /** The same with another share of what makes subjects hard to recognise. */
    public GenerateOptions withIdentityDirt(double other) {
        return new GenerateOptions(
                landing, contracts, conf, seed, subjects, start, nights, dirt, other, rowsPerFile, truthOfEveryRow);
    }

    /** The same with shorter or longer files. */
    public GenerateOptions withRowsPerFile(int other) {
        return new GenerateOptions(
                landing, contracts, conf, seed, subjects, start, nights, dirt, identityDirt, other, truthOfEveryRow);
    }

    /** The same without the truth of every row, which is as large as a tenth of the dumps. */
    public GenerateOptions withoutTruthOfEveryRow() {
        return new GenerateOptions(
                landing, contracts, conf, seed, subjects, start, nights, dirt, identityDirt, rowsPerFile, false);
    }

    /** The folder of the truth. */
    public Path truth() {
        return landing.resolve("_truth");
    }

    /** The date of a night; the first has number 1. */
    LocalDate date(int night) {
        return start.plusDays(night - 1L);
    }

    /** Subjects known by a night. */
    long subjectsBy(int night) {
        return subjects + (night - 1L) * Math.max(1, subjects / 500);
    }

    private static void check(boolean holds, String option, Object found, String expected) {
        if (!holds) {
            throw ConfigurationException.of(option, String.valueOf(found), expected, "");
        }
    }
}
