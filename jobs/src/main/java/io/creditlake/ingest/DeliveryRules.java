package io.creditlake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.DeliveryTerms.Measure;
import io.creditlake.contract.SourceContract;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Holds the night's deliveries against what their contracts say of the number of rows. */
final class DeliveryRules {
    private static final String DELIVERIES = "ops.delivery";
    /** Of fewer deliveries nothing can be said. */
    private static final int FEWEST = 3;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Workspace workspace;

    DeliveryRules(Workspace workspace) {
        this.workspace = workspace;
    }

    /** A delivery: the files of a source in one folder. */
    private record Folder(String source, LocalDate date) {}

    /** The rows with those refused, or noted, whose delivery breaks a rule. */
    List<DeliveryRow> applied(List<DeliveryRow> rows) {
        Map<Folder, Long> tonight = new LinkedHashMap<>();
        Map<String, SourceContract> contracts = new HashMap<>();
        int earlier = 0;
        for (DeliveryRow row : rows) {
            List<DeliveryTerms.Rule> rules = onSize(row.contract());
            if (row.status().equals(DeliveryRow.RECEIVED) && !rules.isEmpty()) {
                long count = row.taken().map(TakenIn::rows).orElse(0L);
                tonight.merge(folder(row), count, Long::sum);
                contracts.put(row.contract().source(), row.contract());
                earlier = Math.max(
                        earlier,
                        rules.stream()
                                .mapToInt(DeliveryTerms.Rule::deliveries)
                                .max()
                                .orElse(0));
            }
        }
        if (tonight.isEmpty()) {
            return rows;
        }
        Map<String, Map<LocalDate, Long>> history = history(contracts.keySet(), earlier, tonight.keySet());
        Map<Folder, List<Broken>> broken = new HashMap<>();
        tonight.forEach((folder, count) -> broken.put(
                folder,
                broken(
                        contracts.get(folder.source()),
                        folder,
                        count,
                        history.getOrDefault(folder.source(), Map.of()))));
        return rows.stream()
                .map(row -> row.status().equals(DeliveryRow.RECEIVED)
                        ? judged(row, broken.getOrDefault(folder(row), List.of()))
                        : row)
                .toList();
    }

    private static Folder folder(DeliveryRow row) {
        return new Folder(row.contract().source(), row.folderDate());
    }

    private static List<DeliveryTerms.Rule> onSize(SourceContract contract) {
        return contract.delivery().rules().stream()
                .filter(r -> r.measure() != Measure.INVALID)
                .toList();
    }

    private record Broken(boolean refuses, String message) {}

    private static DeliveryRow judged(DeliveryRow row, List<Broken> broken) {
        boolean refused = broken.stream().anyMatch(Broken::refuses);
        List<String> messages = broken.stream()
                .filter(b -> b.refuses() == refused)
                .map(Broken::message)
                .toList();
        if (messages.isEmpty()) {
            return row;
        }
        String told = String.join("；", messages);
        return refused
                ? row.with(DeliveryRow.REFUSED, "整批拒收：" + told)
                : row.with(row.status(), joined(row.message(), told));
    }

    static String joined(String first, String second) {
        return first.isEmpty() ? second : second.isEmpty() ? first : first + "；" + second;
    }

    private static List<Broken> broken(
            SourceContract contract, Folder folder, long count, Map<LocalDate, Long> history) {
        long rows = count + history.getOrDefault(folder.date(), 0L);
        List<Broken> broken = new ArrayList<>();
        for (DeliveryTerms.Rule rule : onSize(contract)) {
            String said = rule.message().isEmpty() ? "" : rule.message() + "：";
            if (rule.measure() == Measure.ROWS) {
                if (!rule.allowed().holds(BigDecimal.valueOf(rows))) {
                    broken.add(new Broken(
                            rule.refuses(),
                            said + "本批共 " + rows + " 行，应" + rule.allowed().inWords(" 行")));
                }
                continue;
            }
            List<Long> before = history.entrySet().stream()
                    .filter(e -> e.getKey().isBefore(folder.date()))
                    .sorted(Map.Entry.<LocalDate, Long>comparingByKey().reversed())
                    .limit(rule.deliveries())
                    .map(Map.Entry::getValue)
                    .sorted()
                    .toList();
            BigDecimal median = median(before);
            if (before.size() < Math.min(FEWEST, rule.deliveries()) || median.signum() == 0) {
                continue;
            }
            BigDecimal percent = BigDecimal.valueOf(rows).multiply(HUNDRED).divide(median, 2, RoundingMode.HALF_UP);
            if (!rule.allowed().holds(percent)) {
                broken.add(new Broken(
                        rule.refuses(),
                        said + "本批共 " + rows + " 行，是此前 " + before.size() + " 批中位数 "
                                + median.stripTrailingZeros().toPlainString() + " 行的 "
                                + percent.stripTrailingZeros().toPlainString() + "%，应"
                                + rule.allowed().inWords("%")));
            }
        }
        return broken;
    }

    private static BigDecimal median(List<Long> sorted) {
        if (sorted.isEmpty()) {
            return BigDecimal.ZERO;
        }
        int half = sorted.size() / 2;
        BigDecimal upper = BigDecimal.valueOf(sorted.get(half));
        return sorted.size() % 2 == 1
                ? upper
                : upper.add(BigDecimal.valueOf(sorted.get(half - 1))).divide(BigDecimal.valueOf(2));
    }

    /**
     * Rows of earlier deliveries by source and folder date: the last of each source, and those of tonight's folders that
     * came before. The night's branch holds those that were released, no others.
     */
    private Map<String, Map<LocalDate, Long>> history(Set<String> sources, int deliveries, Set<Folder> tonight) {
        Map<String, Map<LocalDate, Long>> history = new HashMap<>();
        if (!workspace.hasRows(DELIVERIES)) {
            return history;
        }
        // Tonight's folders may be late ones in the midst of the others.
        int most = deliveries + new HashSet<>(tonight).size();
        for (Row source : workspace
                .read(DELIVERIES)
                .filter(col("source")
                        .isInCollection(sources)
                        .and(col("status").equalTo("standardised"))
                        .and(not(col("file").startsWith(Replay.FOLDER + "/")))
                        .and(col("run_date").lt(lit(workspace.runDate()))))
                .groupBy("source", "folder_date")
                .agg(sum("rows_read").as("rows"))
                .groupBy("source")
                .agg(slice(sort_array(collect_list(struct(col("folder_date"), col("rows"))), false), 1, most)
                        .as("last"))
                .collectAsList()) {
            Map<LocalDate, Long> rows = new HashMap<>();
            for (Row folder : source.<Row>getList(1)) {
                rows.put(folder.getLocalDate(0), folder.getLong(1));
            }
            history.put(source.getString(0), rows);
        }
        return history;
    }
}
