package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Format;
import java.util.List;
import java.util.Optional;

/**
 * The draft of a source contract.
 *
 * @param source name of the source
 * @param label what it sends
 * @param department who sends it
 * @param departmentRegion region of the department
 * @param regionEvidence how that region was found out; empty when it was told
 * @param recordClass class its rows become
 * @param formats how its files are written
 * @param lateAfterWorkingDays as other sources of the class have it
 * @param fields its fields in the order of the file
 * @param rules its rules
 * @param remarks what was seen of the files and of the class
 */
record Draft(
        String source,
        String label,
        String department,
        String departmentRegion,
        String regionEvidence,
        String recordClass,
        List<Format> formats,
        Optional<Integer> lateAfterWorkingDays,
        List<DraftField> fields,
        List<DraftRule> rules,
        List<String> remarks) {}
