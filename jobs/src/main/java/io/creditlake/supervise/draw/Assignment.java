package io.creditlake.supervise.draw;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Draws inspectors for subjects, one subject after the other: of those that may inspect it, the ones with the fewest
 * subjects so far, by lot among equals. Who has as many subjects as one may have is drawn no more. The lot is the HMAC of
 * subject and inspector under the seed.
 */
final class Assignment {
    private final Campaign campaign;
    private final String seed;
    private final Map<String, Integer> loads = new HashMap<>();

    Assignment(Campaign campaign, String seed) {
        this.campaign = campaign;
        this.seed = seed;
    }

    /** A subject that was drawn. */
    record Drawn(long subjectId, String region, String uscc) {}

    /**
     * The inspectors of each subject, sorted.
     *
     * @param drawn the subjects in the order in which they were drawn; read until the inspectors have all they can do
     * @return by subject; none for those for whom there are not enough
     */
    <T> Map<Long, List<String>> of(Iterator<T> drawn, Function<T, Drawn> read) {
        Map<Long, List<String>> inspectors = new LinkedHashMap<>();
        while (drawn.hasNext() && withRoom() >= campaign.inspectorsEach()) {
            Drawn subject = read.apply(drawn.next());
            List<String> chosen = campaign.inspectors().stream()
                    .filter(i -> i.mayInspect(campaign.field(), subject.region(), subject.uscc()))
                    .map(Inspector::id)
                    .filter(id -> load(id) < campaign.workload())
                    .map(id -> new Lot(id, load(id), Seed.hmac(seed, subject.subjectId() + "|" + id)))
                    .sorted(Comparator.comparingInt(Lot::load).thenComparing(Lot::key))
                    .limit(campaign.inspectorsEach())
                    .map(Lot::id)
                    .sorted()
                    .toList();
            if (chosen.size() == campaign.inspectorsEach()) {
                chosen.forEach(id -> loads.merge(id, 1, Integer::sum));
                inspectors.put(subject.subjectId(), chosen);
            }
        }
        return inspectors;
    }

    private record Lot(String id, int load, String key) {}

    private long withRoom() {
        return campaign.inspectors().stream()
                .filter(i -> load(i.id()) < campaign.workload())
                .count();
    }

    private int load(String inspector) {
        return loads.getOrDefault(inspector, 0);
    }
}
