package io.creditlake.supervise;

import io.creditlake.lake.Condition;
import io.creditlake.policy.Span;
import java.util.List;
import java.util.Optional;

/**
 * A list of subjects that departments have commended or found seriously dishonest. A record puts its subject on the list
 * from a day until the first of the days that end it.
 *
 * @param id id, unique among the lists
 * @param title its name in Chinese
 * @param colour red or black
 * @param condition the records that put a subject on it
 * @param from the date column of the first day on the list
 * @param until the date column of a decision to take it off: the first day off; empty when nobody decides so
 * @param through the date column of the last day on the list; empty when records name none
 * @param longest how long a subject is on it at most, from the first day; empty for as long as nothing ends it
 * @param authority the column of who put it there; empty when none says so
 * @param reason the column of why; empty when none says so
 * @param suspendedBy lists that keep a subject off this one for as long as it is on them
 * @param basis the law that it rests on
 * @param consequences what being on it brings, on a red list, or costs, on a black one
 */
public record ListingRule(
        String id,
        String title,
        String colour,
        Condition condition,
        String from,
        Optional<String> until,
        Optional<String> through,
        Optional<Span> longest,
        Optional<String> authority,
        Optional<String> reason,
        List<String> suspendedBy,
        String basis,
        List<Consequence> consequences) {}
