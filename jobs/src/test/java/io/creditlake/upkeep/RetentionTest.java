package io.creditlake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.config.Settings.Maintenance;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    private final List<Release> releases = new ArrayList<>();

    private void release(int day, Status status) {
        LocalDate night = FIRST.plusDays(day - 1);
        releases.add(new Release("r" + day + "-" + releases.size(), night, Instant.EPOCH, status, Map.of(), List.of()));
    }

    private List<String> dropped(Retention retention) {
        return retention.toDrop(releases).stream().map(Release::name).toList();
    }

    @Test
    void theLastReleasesStayAndWhatCameBeforeGoesWhateverItsStatus() {
        release(1, Status.DROPPED);
        release(2, Status.PUBLISHED);
        release(3, Status.WITHHELD);
        release(4, Status.ROLLED_BACK);
        release(5, Status.PUBLISHED);
        release(6, Status.WITHHELD);
        release(7, Status.PUBLISHED);
        release(8, Status.ROLLED_BACK);
        assertThat(dropped(Retention.last(2))).containsExactly("r2-1", "r3-2", "r4-3");
    }

    @Test
    void theReleaseThatTheCurrentOneBuildsOnStays() {
        release(1, Status.PUBLISHED);
        release(2, Status.PUBLISHED);
        release(3, Status.PUBLISHED);
        release(3, Status.PUBLISHED);
        assertThat(dropped(Retention.last(1))).containsExactly("r1-0");
    }

    @Test
    void aReleaseStaysWhileItIsYoungOrAmongTheLast() {
        for (int day = 1; day <= 9; day++) {
            release(day, Status.PUBLISHED);
        }
        assertThat(dropped(settings(5, 2))).containsExactly("r1-0", "r2-1", "r3-2");
        assertThat(dropped(settings(0, 4))).containsExactly("r1-0", "r2-1", "r3-2", "r4-3", "r5-4");
        assertThat(dropped(settings(0, 40))).isEmpty();
    }

    private static Retention settings(int days, int least) {
        return Retention.of(new Maintenance(days, least, 5, BigDecimal.ONE), FIRST.plusDays(8));
    }

    @Test
    void noReleaseIsKeptThatComesBeforeTheLastOneOfANightThatErased() {
        release(1, Status.PUBLISHED);
        release(2, Status.ROLLED_BACK);
        release(3, Status.PUBLISHED);
        release(3, Status.PUBLISHED);
        release(4, Status.PUBLISHED);
        Optional<LocalDate> third = Optional.of(FIRST.plusDays(2));
        assertThat(dropped(settings(400, 30).without(third))).containsExactly("r1-0", "r2-1", "r3-2");
        assertThat(dropped(Retention.last(1).without(third))).containsExactly("r1-0", "r2-1", "r3-2");
        assertThat(dropped(settings(400, 30).without(Optional.of(FIRST.plusDays(3)))))
                .containsExactly("r1-0", "r2-1", "r3-2", "r3-3");
        assertThat(dropped(settings(400, 30))).isEmpty();
    }

    @Test
    void aLakeWithoutAPublishedReleaseKeepsAll() {
        release(1, Status.ROLLED_BACK);
        release(2, Status.WITHHELD);
        assertThat(dropped(Retention.last(1))).isEmpty();
    }
}
