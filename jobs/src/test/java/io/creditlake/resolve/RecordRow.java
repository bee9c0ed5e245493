package io.creditlake.resolve;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A record as standardisation leaves it, built up as a sentence. */
final class RecordRow {
    private final String recordClass;
    private final Map<String, Object> values = new HashMap<>();

    RecordRow(String recordClass, long id, LocalDate receivedOn) {
        this.recordClass = recordClass;
        values.put("record_id", id);
        values.put("received_on", receivedOn);
        values.put("region", "370102");
    }

    /** The same fact as another content tells it. */
    RecordRow again(LocalDate receivedOn) {
        return new RecordRow(recordClass, id(), receivedOn);
    }

    RecordRow named(String name) {
        return with("subject_name", name);
    }

    /** With the name and the unified code of an organisation. */
    RecordRow of(Party party) {
        return named(party.name()).with("uscc", party.uscc());
    }

    RecordRow ofKind(String kind) {
        return with("subject_kind", kind);
    }

    RecordRow person(String name, String token) {
        return named(name).ofKind("person").with("person_token", token).with("person_mask", "37****************");
    }

    RecordRow in(String region) {
        return with("region", region);
    }

    RecordRow on(String day) {
        return with("occurred_on", LocalDate.parse(day));
    }

    RecordRow with(String column, Object value) {
        values.put(column, value);
        return this;
    }

    long id() {
        return (long) values.get("record_id");
    }

    String table() {
        return "record." + recordClass;
    }

    Map<String, Object> values() {
        return values;
    }
}
