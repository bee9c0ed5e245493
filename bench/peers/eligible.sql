/* The grades of the subjects whose records all carry a right code of one organisation: of these creditlake and a script that
   links by code alone must say the same. One row a subject and policy; one without a policy for a subject without a grade. */
WITH party AS (
    SELECT subject_id, uscc, org_code FROM record.registration
    UNION ALL SELECT subject_id, uscc, org_code FROM record.licence
    UNION ALL SELECT subject_id, uscc, org_code FROM record.penalty
    UNION ALL SELECT subject_id, uscc, org_code FROM record.abnormal_operation
    UNION ALL SELECT subject_id, uscc, org_code FROM record.serious_dishonesty
), coded AS (
    SELECT subject_id, CASE WHEN credit.uscc_valid(uscc) THEN credit.uscc_org_code(uscc)
        WHEN credit.org_code_valid(org_code) THEN org_code END AS code
    FROM party
), eligible AS (
    SELECT subject_id, min(code) AS code FROM coded GROUP BY subject_id
    HAVING count(*) = count(code) AND min(code) = max(code)
)
SELECT code, policy, score, grade, direct_rule
FROM eligible LEFT JOIN grade.grade USING (subject_id)
WHERE pmod(crc32(code), {parts}) = 0
