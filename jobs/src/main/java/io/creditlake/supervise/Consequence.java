package io.creditlake.supervise;

import io.creditlake.config.TypedNode;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a good grade or list brings its subject, or a bad one costs it: an incentive (守信激励) or a restraint (失信惩戒).
 *
 * @param title what it is, in Chinese
 * @param basis the law that it rests on; nothing is taken from anybody without one
 */
public record Consequence(String title, String basis) {
    /** Keys of an item. */
    static final Set<String> KEYS = Set.of("title", "basis", "illustrative");

    static Consequence read(TypedNode item) {
        return new Consequence(item.text("title", "行政审批绿色通道"), item.text("basis", "《政府采购法》第二十二条"));
    }

    /** As tables have it. */
    Row row() {
        return RowFactory.create(title, basis);
    }
}
