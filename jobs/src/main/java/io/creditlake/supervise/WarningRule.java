package io.creditlake.supervise;

import io.creditlake.lake.Condition;
import io.creditlake.policy.Selection;
import java.util.List;
import java.util.Optional;

/** What raises a warning. */
public sealed interface WarningRule {
    /** Id, unique among the rules. */
    String id();

    /** notice, warning or alert. */
    String severity();

    /** The warning in Chinese, without personal data. */
    Message message();

    /** Which records it watches; empty when it watches grades. */
    default Optional<Condition> watched() {
        return Optional.empty();
    }

    /**
     * A grade that falls.
     *
     * @param levels grades down since the last release from which it is raised, at least 1
     */
    record GradeDrop(String id, String severity, Message message, int levels) implements WarningRule {}

    /**
     * A record of the night.
     *
     * @param condition what a record meets that raises it
     */
    record OnRecord(String id, String severity, Message message, Condition condition) implements WarningRule {
        @Override
        public Optional<Condition> watched() {
            return Optional.of(condition);
        }
    }

    /**
     * Records of a subject that become too many within a time.
     *
     * @param selection the records, with a window
     * @param atLeast how many of them are too many, at least 2
     */
    record Repeated(String id, String severity, Message message, Selection selection, int atLeast)
            implements WarningRule {
        @Override
        public Optional<Condition> watched() {
            return Optional.of(selection.where());
        }
    }

    /**
     * A day that a record names draws near or has passed.
     *
     * @param condition which records are watched
     * @param date the column that names the day, of the class or one of {@link #DAYS_OF_LIFE}
     * @param days days from that day to the warning, negative for days before it
     */
    record OnDate(String id, String severity, Message message, Condition condition, String date, int days)
            implements WarningRule {
        @Override
        public Optional<Condition> watched() {
            return Optional.of(condition);
        }
    }

    /**
     * Another subject, which shares values with this one, is on a list.
     *
     * @param condition the records whose values are compared
     * @param shares the columns in which records of both must agree
     * @param atMost how many subjects may share the values, at least 2; what more share relates nobody
     * @param lists ids of the lists
     */
    record Related(
            String id,
            String severity,
            Message message,
            Condition condition,
            List<String> shares,
            int atMost,
            List<String> lists)
            implements WarningRule {
        @Override
        public Optional<Condition> watched() {
            return Optional.of(condition);
        }
    }

    /** Days that follow from the law about records, see {@link io.creditlake.policy.lifecycle.Lifecycle}. */
    List<String> DAYS_OF_LIFE = List.of("publicity_until", "repairable_from");
}
