package io.creditlake.grade;

import static io.creditlake.grade.Item.NOWHERE;

import io.creditlake.policy.Measure;
import io.creditlake.policy.Measure.Kind;
import io.creditlake.policy.Points.Decay;
import io.creditlake.policy.Selection;
import io.creditlake.policy.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items of all policies that are evaluated together, and the columns of each record class that they share. */
final class Items {
    private final Map<String, FactColumns> columns = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();

    /** Adds the circumstance of a direct rule. */
    Item add(Selection selection) {
        return add(selection, Measure.count(), List.of());
    }

    /** Adds what an indicator measures. */
    Item add(Selection selection, Measure measure, List<Decay> decay) {
        FactColumns own = columns.computeIfAbsent(selection.recordClass(), c -> new FactColumns());
        String agesFrom = selection.window().map(Window::column).orElse("occurred_on");
        Item item = new Item(
                items.size(),
                classes().indexOf(selection.recordClass()),
                own.selection(selection),
                measure.kind(),
                measure.isAmount() ? own.amount(measure.column().orElseThrow()) : NOWHERE,
                day(measure, own),
                measure.kind() == Kind.DAYS ? own.date("valid_to") : NOWHERE,
                measure.part().map(own::condition).orElse(NOWHERE),
                measure.years().orElse(Measure.Years.NONE),
                decay,
                decay.isEmpty() ? NOWHERE : own.date(agesFrom));
        items.add(item);
        return item;
    }

    private static int day(Measure measure, FactColumns own) {
        return switch (measure.kind()) {
            case SINCE_EARLIEST, SINCE_LATEST -> own.date(measure.column().orElseThrow());
            case DAYS -> own.date("valid_from");
            case LATEST -> own.date("occurred_on");
            case COUNT, NONE, SUM, MAX, SHARE -> NOWHERE;
        };
    }

    /** The record classes, in the order of their places. */
    List<String> classes() {
        return List.copyOf(columns.keySet());
    }

    /** The columns of a record class. */
    FactColumns columns(String recordClass) {
        return columns.get(recordClass);
    }

    /** The items of each class, by its place. */
    Item[][] byClass() {
        Item[][] byClass = new Item[columns.size()][];
        for (int c = 0; c < byClass.length; c++) {
            int recordClass = c;
            byClass[c] = items.stream()
                    .filter(item -> item.recordClass() == recordClass)
                    .toArray(Item[]::new);
        }
        return byClass;
    }

    int size() {
        return items.size();
    }
}
