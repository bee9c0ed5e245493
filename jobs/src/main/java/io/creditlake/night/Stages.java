package io.creditlake.night;

import io.creditlake.contract.SourceContracts;
import io.creditlake.grade.GradeStage;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.Stage;
import io.creditlake.policy.Policies;
import io.creditlake.publish.PublishStage;
import io.creditlake.resolve.ResolveStage;
import io.creditlake.standardise.StandardiseStage;
import java.time.Clock;
import java.util.List;

/** The table of contents of a night. */
final class Stages {
    private Stages() {}

    static List<Stage> inOrder(SourceContracts sources, Policies policies, Clock clock) {
        return List.of(
                new IngestStage(sources),
                new StandardiseStage(sources),
                new ResolveStage(),
                new GradeStage(policies),
                new PublishStage(clock));
    }
}
