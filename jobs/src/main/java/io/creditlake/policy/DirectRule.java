package io.creditlake.policy;

import java.util.List;

/**
 * A circumstance that fixes the grade whatever the points: with at least one record that counts, the grade is this one
 * or, where the points give a worse one, that. It never lifts a grade.
 *
 * @param id id, unique in the version among rules and indicators
 * @param title name in Chinese
 * @param grade the best grade that remains possible
 * @param selection records that count
 * @param atOnce whether it acts the night it begins or ceases to hold, and not at the next evaluation
 * @param basis title of the law or measure it rests on
 * @param remedy what would cure it, in Chinese
 * @param shown columns of the record class that an explanation shows of each record
 */
public record DirectRule(
        String id,
        String title,
        String grade,
        Selection selection,
        boolean atOnce,
        String basis,
        String remedy,
        List<String> shown) {}
