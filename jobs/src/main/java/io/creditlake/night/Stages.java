package io.creditlake.night;

import io.creditlake.contract.SourceContracts;
import io.creditlake.grade.GradeStage;
import io.creditlake.ingest.IngestStage;
import io.creditlake.ingest.RetakeStage;
import io.creditlake.lake.Stage;
import io.creditlake.match.Model;
import io.creditlake.policy.Policies;
import io.creditlake.publish.PublishStage;
import io.creditlake.publish.audit.Audits;
import io.creditlake.publish.view.Publications;
import io.creditlake.resolve.ResolveStage;
import io.creditlake.retention.Erasure;
import io.creditlake.standardise.StandardiseStage;
import io.creditlake.supervise.SuperviseStage;
import io.creditlake.supervise.Supervision;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The table of contents of a night. */
final class Stages {
    private Stages() {}

    static List<Stage> inOrder(
            SourceContracts sources,
            List<Model> models,
            Policies policies,
            Supervision supervision,
            Audits audits,
            Publications publications,
            Erasure erasure,
            Clock clock,
            Runnable stillOurs,
            Optional<Retaken> retaken) {
        return List.of(
                retaken.<Stage>map(again -> new RetakeStage(again.night())).orElseGet(() -> new IngestStage(sources)),
                new StandardiseStage(sources),
                new ResolveStage(models, erasure),
                new GradeStage(policies),
                new SuperviseStage(policies, supervision),
                retaken.map(Retaken::release)
                        .map(release -> PublishStage.again(
                                sources, audits, publications, release.name(), release.publishedAt(), stillOurs))
                        .orElseGet(() -> new PublishStage(sources, audits, publications, clock, stillOurs)));
    }
}
