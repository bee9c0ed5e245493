package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import io.creditlake.generate.Telling.Mood;
import io.creditlake.generate.Telling.Repetition;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Writes the delivery of one source for one night: facts into rows, dirt upon them, and the truth about both. */
final class SourceWriter {
    private static final long ROW = 4;
    /** Repetitions of a row in its own file come so many repetitions later. */
    private static final int HELD_BACK = 3;

    private final Source source;
    private final World world;
    private final Truth truth;
    private final Tally tally;
    private final int night;
    private final LocalDate date;
    private final List<DeliveryFile> files;
    private final List<Deque<Telling>> heldBack = new ArrayList<>();

    SourceWriter(Source source, World world, Truth truth, Tally tally, Delivery delivery, int night) {
        this.source = source;
        this.world = world;
        this.truth = truth;
        this.tally = tally;
        this.night = night;
        this.date = world.date(night);
        this.files = delivery.files();
        files.forEach(file -> heldBack.add(new ArrayDeque<>()));
    }

    /** Writes all that the night's stories tell. */
    void write(long subjects, double dirt) throws IOException {
        for (long index = 0; index < subjects; index++) {
            Subject subject = world.subject(index);
            if (subject.night() <= night) {
                Story story = new Story(world, night, dirt, source.canRefuse());
                source.maker().tell(subject, story);
                for (Telling telling : story.tellings()) {
                    if (source.owns(telling.fact())) {
                        place(telling);
                    }
                }
            }
        }
        for (int i = 0; i < files.size(); i++) {
            release(i, 0);
        }
    }

    /** The files a fact may be told in are in order of name; a repetition in another file stands in a later one. */
    private void place(Telling telling) throws IOException {
        int home = Math.floorMod(Dice.mix(telling.fact().id().hashCode()), files.size());
        boolean elsewhere = telling.repetition() == Repetition.OTHER_FILE && home + 1 < files.size();
        if (elsewhere) {
            append(home + 1, telling);
        } else if (telling.repetition().isOfSameNight()) {
            heldBack.get(home).add(telling.inItsOwnFile());
            release(home, HELD_BACK);
        } else {
            append(home, telling);
        }
    }

    /** Writes the repetitions held back, but for the last few; they stay in the file of the rows they repeat. */
    private void release(int index, int but) throws IOException {
        while (heldBack.get(index).size() > but) {
            put(index, heldBack.get(index).remove());
        }
    }

    private void append(int index, Telling telling) throws IOException {
        if (files.get(index).isFull()) {
            release(index, 0);
            files.get(index).end();
        }
        put(index, telling);
    }

    private void put(int index, Telling telling) throws IOException {
        DeliveryFile file = files.get(index);
        Telling told = retold(telling);
        List<Cell> row = source.rendering().row(told.fact(), file.layout());
        Stain stain = null;
        if (told.repetition() == Repetition.OTHER_BRACKETS) {
            rewriteNumber(told.fact(), row);
        } else if (told.mood() != Mood.CLEAN) {
            stain = stain(told, file.layout()).orElse(null);
            row = stain == null ? row : source.stained(row, stain);
        }
        Position position = file.append(row);
        truth.note(source.contract(), position, told, stain);
        tally.count(told, stain);
    }

    private Optional<Stain> stain(Telling telling, Layout layout) {
        Dice dice = new Dice(world.seed(), ROW, telling.fact().id().hashCode(), night);
        Scene scene = new Scene(source.contract(), source.order(), source.places(), layout, date, telling.fact(), dice);
        return source.planter().plant(scene, telling.outcome());
    }

    /** A repetition that the contract or the fact has no means for is a plain one. */
    private Telling retold(Telling telling) {
        Fact fact = telling.fact();
        Repetition repetition = telling.repetition();
        boolean possible =
                switch (repetition) {
                    case OTHER_CODE ->
                        fact.uscc() != null && fact.uscc().equals(fact.value("uscc")) && source.has("org_code");
                    case OTHER_BRACKETS -> documentNumber(fact) >= 0;
                    default -> true;
                };
        if (!possible) {
            return new Telling(fact, telling.mood(), telling.outcome(), Repetition.SAME_FILE);
        }
        if (repetition == Repetition.OTHER_CODE) {
            String code = fact.uscc().substring(8, 17);
            Fact other = fact.with("uscc", null).with("tax_no", null).with("org_code", code);
            return new Telling(other, telling.mood(), telling.outcome(), repetition);
        }
        return telling;
    }

    private int documentNumber(Fact fact) {
        List<Field> fields = source.contract().fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.standard() == Standard.DOCUMENT_NUMBER && fact.value(field.column()) != null) {
                return i;
            }
        }
        return -1;
    }

    private void rewriteNumber(Fact fact, List<Cell> row) {
        int index = documentNumber(fact);
        row.set(index, Cell.of(NameDirt.brackets(row.get(index).text(), '[', ']')));
    }
}
