package io.creditlake.policy;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A policy {@code mine} of a test, and what the linter says of it.
 *
 * @param conf the folder {@code conf} that it is written to
 */
record LintedPolicy(Path conf) {
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));

    /** A version without a mistake. */
    static final String GOOD =
            """
            policy: mine
            title: 办法
            effective_from: 2026-01-01
            basis: 《办法》
            visibility: public
            cadence: nightly
            subjects: [enterprise]
            base: 100
            dimensions:
              - {id: penalties, title: 处罚}
            grades:
              - {grade: A, category: 好, from: 90}
              - {grade: B, category: 中, from: 60, below: 90}
              - {grade: C, category: 差, below: 60}
            direct_grades:
              - {id: listed, title: 列入, grade: C, record: serious_dishonesty, while: valid, basis: 《办法》第三条, remedy: 移出}
            indicators:
              - id: fines
                title: 罚款
                dimension: penalties
                kind: deduction
                record: penalty
                where: fine >= 50000
                window: 24 months
                measure: count
                points: {each: -20, cap: -60}
                basis: 《办法》第三条
                remedy: 修复
                show: [document_number]
            """;

    /** The mistakes of a version that is the only one of its day. */
    List<Problem> problems(String text) throws IOException {
        write("2026-01-01", text);
        return of(() -> Policies.load(conf, TABLES));
    }

    /** The mistakes of the good version with another condition. */
    List<Problem> conditions(TestLake lake, String condition) throws IOException {
        return expressions(lake, GOOD.replace("where: fine >= 50000", "where: \"" + condition + "\""));
    }

    /** The mistakes in the conditions of a version. */
    List<Problem> expressions(TestLake lake, String text) throws IOException {
        write("2026-01-01", text);
        Policies policies = Policies.load(conf, TABLES);
        return of(() -> policies.checkExpressions(lake.spark()));
    }

    private static List<Problem> of(ThrowingCallable load) {
        ConfigurationException mistakes = catchThrowableOfType(ConfigurationException.class, load);
        return mistakes == null ? List.of() : mistakes.problems();
    }

    void write(String day, String text) throws IOException {
        Path folder = Files.createDirectories(conf.resolve("policies/mine"));
        Files.writeString(folder.resolve(day + ".yaml"), text);
    }
}
