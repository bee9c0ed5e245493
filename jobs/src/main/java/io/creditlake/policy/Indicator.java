package io.creditlake.policy;

import java.util.List;

/**
 * An item that gives or takes points.
 *
 * @param id id, unique in the version
 * @param title name in Chinese
 * @param dimension id of the dimension it is in
 * @param bonus whether it gives; otherwise it takes
 * @param selection records that count
 * @param measure what is measured over them
 * @param points what the measure is worth
 * @param basis title of the law or measure it rests on
 * @param remedy what would cure it, in Chinese
 * @param shown columns of the record class that an explanation shows of each record
 */
public record Indicator(
        String id,
        String title,
        String dimension,
        boolean bonus,
        Selection selection,
        Measure measure,
        Points points,
        String basis,
        String remedy,
        List<String> shown) {}
