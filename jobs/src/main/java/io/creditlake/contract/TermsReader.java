package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.DeliverySchedule.Every;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a contract says of deliveries: when they are due, when they are whole, and of columns it does not know. */
final class TermsReader {
    private static final Map<String, Every> UNITS = Map.of(
            "d",
            Every.DAY,
            "day",
            Every.DAY,
            "workday",
            Every.WORKDAY,
            "w",
            Every.WEEK,
            "week",
            Every.WEEK,
            "m",
            Every.MONTH,
            "month",
            Every.MONTH);
    /** Service levels of the standard that promise what no night can look at. */
    private static final Set<String> OTHER_LEVELS = Set.of(
            "availability",
            "throughput",
            "errorRate",
            "generalAvailability",
            "endOfSupport",
            "endOfLife",
            "retention",
            "latency",
            "timeToDetect",
            "timeToNotify",
            "timeToRepair");

    private static final String DUE_TIME = "timeOfAvailability";

    private final YamlNode root;
    private final CustomProperties own;
    private final Problems problems;

    TermsReader(YamlNode root, CustomProperties own, Problems problems) {
        this.root = root;
        this.own = own;
        this.problems = problems;
    }

    DeliveryTerms read(List<DeliveryTerms.Rule> rules) {
        checkWhenLate();
        return new DeliveryTerms(List.copyOf(rules), schedule(), marker(), refusesNewColumns());
    }

    private boolean refusesNewColumns() {
        return choice("newColumns", List.of("keep", "refuse"))
                .filter(t -> t.equals("refuse"))
                .isPresent();
    }

    /** A night takes what is there and never waits: who starts it does, and reads this and the due time from the file. */
    private void checkWhenLate() {
        choice("whenLate", List.of("goOn", "wait"));
    }

    private void checkDueTime(YamlNode level) {
        String time = level.text("value", "");
        if (!time.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            problems.add(
                    level, DUE_TIME + " '" + time + "'", "a time of the day in China, such as \"04:00\"", "In quotes");
        }
    }

    private Optional<String> choice(String property, List<String> known) {
        Optional<String> text = own.text(property);
        text.filter(t -> !known.contains(t))
                .ifPresent(t -> problems.unknown(own.get(property).orElse(root), property, t, known));
        return text;
    }

    private Optional<Marker> marker() {
        Optional<String> pattern = own.text("completeWhen");
        boolean right = pattern.filter(p -> p.isBlank()
                        || p.contains("/")
                        || p.equals("{name}")
                        || p.replaceFirst("\\{(name|stem)}", "").matches(".*[{}*?].*"))
                .isEmpty();
        if (!right) {
            problems.add(
                    own.get("completeWhen").orElse(root),
                    "completeWhen '" + pattern.get() + "'",
                    "the name of a file beside the dumps, such as \"{name}.ok\" or finished.flag",
                    "{name} stands for the name of each file, {stem} for that without its extension");
        }
        return right ? pattern.map(Marker::new) : Optional.empty();
    }

    private Optional<DeliverySchedule> schedule() {
        Optional<YamlNode> frequency = Optional.empty();
        Optional<YamlNode> dueDay = Optional.empty();
        for (YamlNode level : root.get("slaProperties").map(YamlNode::items).orElse(List.of())) {
            String property = level.required("property", "frequency", problems);
            if (property.equals("frequency")) {
                frequency = Optional.of(level);
            } else if (property.equals("dueDay")) {
                dueDay = Optional.of(level);
            } else if (property.equals(DUE_TIME)) {
                checkDueTime(level);
            } else if (!OTHER_LEVELS.contains(property)) {
                problems.unknown(
                        level.get("property").orElse(level),
                        "property",
                        property,
                        List.of("frequency", "dueDay", DUE_TIME));
            }
        }
        if (frequency.isEmpty()) {
            dueDay.ifPresent(level -> problems.add(level, "dueDay without frequency", "both", ""));
            return Optional.empty();
        }
        YamlNode level = frequency.get();
        Every every = UNITS.get(level.text("unit", ""));
        if (every == null || !level.text("value", "").equals("1")) {
            problems.add(
                    level,
                    "frequency " + level.text("value", "") + " " + level.text("unit", ""),
                    "value: 1 with unit: d, workday, w or m",
                    "");
            return Optional.empty();
        }
        return day(level, every, dueDay).map(day -> new DeliverySchedule(every, day));
    }

    private Optional<Integer> day(YamlNode frequency, Every every, Optional<YamlNode> dueDay) {
        int most = every == Every.WEEK ? 7 : every == Every.MONTH ? 31 : 0;
        String text = dueDay.map(level -> level.text("value", "")).orElse("");
        boolean right = most == 0 ? dueDay.isEmpty() : text.matches("[1-9]\\d?") && Integer.parseInt(text) <= most;
        if (!right) {
            problems.add(
                    dueDay.orElse(frequency),
                    dueDay.isEmpty() ? "no dueDay" : "dueDay '" + text + "'",
                    most == 0
                            ? "none where every day or working day is one"
                            : "{property: dueDay, value: N}, N from 1 to " + most,
                    most == 7 ? "1 is Monday" : "");
        }
        return right ? Optional.of(most == 0 ? 0 : Integer.parseInt(text)) : Optional.empty();
    }
}
