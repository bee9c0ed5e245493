package io.creditlake.ingest;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Tables;
import io.creditlake.ingest.TakeIn.TakenIn;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How the columns of a file differ from its contract.
 *
 * @param unknown headers that the contract does not know, sorted
 * @param lacking preferred headers of fields that no table of the file has, in the order of the contract
 */
record Drift(List<String> unknown, List<String> lacking) {
    static final Drift NONE = new Drift(List.of(), List.of());

    private static final int MOST_LISTED = 20;

    static Drift of(SourceContract contract, TakenIn file) {
        if (file.layout().isEmpty()) {
            return NONE;
        }
        // An empty document says nothing of its columns.
        List<Layout> tables = Tables.fromJson(file.layout()).layouts().stream()
                .filter(table -> !table.header().isEmpty())
                .toList();
        if (tables.isEmpty()) {
            return NONE;
        }
        TreeSet<String> unknown = new TreeSet<>();
        tables.forEach(table -> unknown.addAll(table.unknown()));
        List<String> lacking = new ArrayList<>();
        for (int i = 0; i < contract.fields().size(); i++) {
            int field = i;
            if (tables.stream().allMatch(t -> t.fields().get(field) < 0)) {
                Field absent = contract.fields().get(i);
                lacking.add(absent.headers().get(0));
            }
        }
        return new Drift(List.copyOf(unknown), List.copyOf(lacking));
    }

    /** Why the file is refused for its new columns; empty when it is not. */
    String refusal(SourceContract contract) {
        return unknown.isEmpty() || !contract.delivery().refusesNewColumns()
                ? ""
                : "有未约定的列：" + listed() + "；按约定不接收新列，请先与平台商定";
    }

    /** What is to be told of new columns that are kept; empty when there are none. */
    String note() {
        return unknown.isEmpty() ? "" : "有未约定的列：" + listed() + "，随记录保存而不参与评价";
    }

    private String listed() {
        String more = unknown.size() > MOST_LISTED ? " 等 " + unknown.size() + " 列" : "";
        return String.join("、", unknown.subList(0, Math.min(unknown.size(), MOST_LISTED))) + more;
    }
}
