package io.creditlake.publish.audit;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.lake.Branches;
import io.creditlake.lake.ConditionCheck;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.Finding.About;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/**
 * A query of the user's own that finds what must not be. It sees the tables as the night leaves them and can change
 * nothing; {@code :night} is the night's date. Its rows are counted, and none of their values is told.
 *
 * @param sql the query, over tables such as {@code record.penalty}
 * @param bounds how many rows it may find
 * @param file file it stands in
 * @param line line it stands in
 */
record Query(String sql, Bounds bounds, String file, int line) implements Check {
    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        long rows = 0;
        try {
            SparkSession reader = Sessions.forReading(
                    workspace.settings(),
                    new Branches(workspace.tables()).heads(),
                    workspace.tables().totalRows());
            rows = counted(reader, workspace.runDate());
        } finally {
            SparkSession.setActiveSession(workspace.spark());
        }
        String most = bounds.atMost().orElseThrow().toPlainString();
        return List.of(new Finding(
                About.QUERY,
                "",
                bounds.hold(BigDecimal.valueOf(rows)),
                rows + " rows",
                most.equals("0") ? "no rows" : "at most " + most + " rows",
                BigDecimal.valueOf(rows)));
    }

    private long counted(SparkSession reader, LocalDate night) {
        return reader.sql(inside("count(*)"), Map.<String, Object>of("night", night))
                .first()
                .getLong(0);
    }

    /** What stands inside of a query can be nothing but a query. The line break ends a comment at its end. */
    private String inside(String what) {
        return "SELECT " + what + " FROM (\n" + sql + "\n) AS found";
    }

    /**
     * Reports what is wrong with the query.
     *
     * @param reader session that knows the tables by their contracts
     */
    void check(SparkSession reader, Problems problems) {
        try {
            ConditionCheck.outside(reader.sql(inside("*"), Map.<String, Object>of("night", LocalDate.EPOCH)))
                    .ifPresent(function -> report(
                            problems,
                            "the function " + function,
                            "a query whose result depends on the lake alone",
                            "The date of the night is :night"));
        } catch (Exception e) {
            // Spark throws AnalysisException, which is checked, from methods that do not declare it.
            if (!(e instanceof AnalysisException)) {
                throw new IllegalStateException("the query of an audit could not be analysed", e);
            }
            report(
                    problems,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "a query over tables of the lake, such as SELECT record_id FROM record.penalty WHERE fine < 0",
                    "");
        }
    }

    private void report(Problems problems, String found, String expected, String hint) {
        problems.add(new Problem(file, line, "the query of the audit: " + found, expected, hint));
    }
}
