/* Every record that may be an organisation's, with what it names its subject by, normalised, and the subject that
   creditlake tied it to. Both sides of the comparison start from these columns. */
WITH record AS (
  SELECT 'registration' AS class, record_id, file, row_number, subject_id, subject_kind, subject_name, uscc, uscc_mask,
    org_code, reg_no, tax_no, region, legal_representative, address, established_on FROM record.registration
  UNION ALL
  SELECT 'licence', record_id, file, row_number, subject_id, subject_kind, subject_name, uscc, uscc_mask,
    org_code, reg_no, tax_no, region, legal_representative, NULL, NULL FROM record.licence
  UNION ALL
  SELECT 'penalty', record_id, file, row_number, subject_id, subject_kind, subject_name, uscc, uscc_mask,
    org_code, reg_no, tax_no, region, legal_representative, NULL, NULL FROM record.penalty
  UNION ALL
  SELECT 'abnormal_operation', record_id, file, row_number, subject_id, subject_kind, subject_name, uscc, uscc_mask,
    org_code, reg_no, tax_no, region, NULL, NULL, NULL FROM record.abnormal_operation
  UNION ALL
  SELECT 'serious_dishonesty', record_id, file, row_number, subject_id, subject_kind, subject_name, uscc, uscc_mask,
    org_code, reg_no, tax_no, region, NULL, NULL, NULL FROM record.serious_dishonesty),
named AS (
  SELECT *, credit.name_parts(subject_name) AS part FROM record
  WHERE subject_kind IS NULL OR subject_kind <> 'person')
SELECT record_id, element_at(split(file, '/'), -1) AS file, row_number, subject_id, subject_name,
  credit.org_name_key(subject_name) AS name_key,
  part.trade AS trade, part.industry AS industry, coalesce(part.branch, '') AS branch,
  credit.org_name_key(part.former) AS former_key,
  coalesce(
    CASE WHEN credit.uscc_valid(uscc) THEN credit.uscc_org_code(uscc) END,
    CASE WHEN credit.org_code_valid(org_code) THEN org_code END,
    CASE WHEN credit.tax_no_valid(tax_no) THEN credit.tax_no_org_code(tax_no) END) AS org_code,
  CASE WHEN credit.reg_no_valid(reg_no) THEN reg_no END AS reg_no,
  coalesce(CASE WHEN credit.uscc_valid(uscc) THEN uscc END, uscc_mask) AS shown_code,
  CASE WHEN NOT endswith(region, '0000') THEN region END AS region,
  coalesce(
    CASE WHEN NOT endswith(region, '0000') THEN credit.prefecture(region) END,
    CASE WHEN NOT endswith(credit.region(part.region), '0000') THEN credit.prefecture(credit.region(part.region)) END)
    AS prefecture,
  legal_representative, address, CAST(established_on AS STRING) AS established_on
FROM named
