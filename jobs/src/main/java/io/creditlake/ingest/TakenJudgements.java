package io.creditlake.ingest;

import io.creditlake.lake.Workspace;
import io.creditlake.match.Judgement;
import io.creditlake.match.JudgementFolder;
import io.creditlake.match.JudgementRows;
import io.creditlake.match.Judgements;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.functions;

/**
 * Takes the judgements in force on the night into {@code subject.judgement}. So the later stages of a night obey what
 * lay in the landing folder when it began, each release says what it obeyed, and no copy is needed in the archive.
 */
final class TakenJudgements {
    private static final String TABLE = "subject.judgement";

    private TakenJudgements() {}

    /**
     * Writes them when they are not what the base has.
     *
     * @return how many pairs are judged otherwise than in the base
     */
    static long take(Workspace workspace, Configuration hadoop) {
        Judgements judgements =
                new JudgementFolder(workspace.settings().folders().landing(), hadoop).load();
        judgements.check(workspace.runDate());
        List<Judgement> inForce = judgements.inForce(workspace.runDate());
        List<Judgement> before = workspace.hasRows(TABLE) ? JudgementRows.read(workspace.read(TABLE)) : List.of();
        if (!inForce.equals(before)) {
            workspace.replace(TABLE, JudgementRows.of(workspace.spark(), inForce), functions.lit(true));
        }
        return Judgements.changes(before, inForce).size();
    }
}
