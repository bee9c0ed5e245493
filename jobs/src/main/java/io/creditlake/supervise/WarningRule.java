package io.creditlake.supervise;

import io.creditlake.lake.Condition;

/** What raises a warning. */
public sealed interface WarningRule {
    /** Id, unique among the rules. */
    String id();

    /** notice, warning or alert. */
    String severity();

    /** The warning in Chinese, without personal data. */
    Message message();

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
    record OnRecord(String id, String severity, Message message, Condition condition) implements WarningRule {}
}
