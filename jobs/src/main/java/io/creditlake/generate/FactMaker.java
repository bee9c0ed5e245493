package io.creditlake.generate;

import java.util.List;
import java.util.Optional;

/** Makes the facts of one record class. */
interface FactMaker {

    /** The record class. */
    String recordClass();

    /** Tells what happened to a subject, from its first night to the last one of the story. */
    void tell(Subject subject, Story story);

    /** The maker of a record class, empty when there is none. */
    static Optional<FactMaker> of(String recordClass, World world) {
        List<FactMaker> makers = List.of(
                new RegistrationFacts(world),
                new LicenceFacts(world),
                new PenaltyFacts(world),
                ListingFacts.abnormalOperation(world),
                ListingFacts.seriousDishonesty(world));
        return makers.stream().filter(m -> m.recordClass().equals(recordClass)).findFirst();
    }
}
