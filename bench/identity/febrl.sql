/* Every entry, the subject that creditlake tied it to, and what Splink is to see of it. */
SELECT subject_name AS rec_id, subject_id, given_name, surname, street_number, address_1, address_2, suburb, postcode,
  state, date_of_birth, soc_sec_id
FROM record.febrl_person
