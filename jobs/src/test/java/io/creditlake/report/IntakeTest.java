package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Delivery WHOLE = delivery("a.csv", new Rows(10, 7, 2, 1, 1, 3), "standardised");
    private static final Delivery SHORT = delivery("b.csv", new Rows(10, 7, 2, 0, 0, 0), "standardised");
    private static final Delivery DIRTY = delivery("c.csv", new Rows(10, 2, 0, 0, 8, 0), "standardised");
    private static final Delivery REFUSED = delivery("d.csv", Rows.NONE, "refused");

    @Test
    void aSourceSumsItsDeliveriesAndCountsThoseThatDoNotBalance() {
        assertThat(Intake.bySource(List.of(WHOLE, SHORT, DIRTY, REFUSED)))
                .containsExactly(new Source("某局", "penalty", 4, 1, 0, 1, new Rows(30, 16, 4, 1, 9, 3), 1));
    }

    @Test
    void whatDidNotComeIsNoDeliveryAndComesFirst() {
        Delivery missing = delivery("f", Rows.NONE, "missing");

        assertThat(Intake.bySource(List.of(WHOLE, missing)).get(0).deliveries()).isEqualTo(1);
        assertThat(Intake.problemsFirst(List.of(WHOLE, missing), 2)).containsExactly(missing, WHOLE);
    }

    @Test
    void aRowLostByOneDeliveryIsNotMadeUpForByAnother() {
        Delivery twice = delivery("e.csv", new Rows(10, 9, 2, 0, 0, 0), "standardised");

        Source source = Intake.bySource(List.of(SHORT, twice)).get(0);

        assertThat(source.missing()).isZero();
        assertThat(source.unbalanced()).isEqualTo(2);
    }

    @Test
    void deliveriesWithAProblemComeFirstWhateverTheOrderTheyCameIn() {
        assertThat(Intake.problemsFirst(List.of(WHOLE, DIRTY, REFUSED, SHORT), 3))
                .isEqualTo(Intake.problemsFirst(List.of(SHORT, REFUSED, WHOLE, DIRTY), 3))
                .containsExactly(SHORT, REFUSED, DIRTY);
    }

    private static Delivery delivery(String file, Rows rows, String status) {
        return new Delivery("某局", "penalty", file, file, "2026-11-24", null, rows, status, "");
    }
}
