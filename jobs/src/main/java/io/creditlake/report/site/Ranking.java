package io.creditlake.report.site;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ranking by a share: equals share a place, and those of which there is nothing to say have none and are left out.
 *
 * @param entries who is ranked
 * @param least whether the least share is the best
 */
record Ranking(List<Entry> entries, boolean least) {
    /**
     * Somebody.
     *
     * @param name markup of the name
     * @param key the name as it is sorted among equals
     * @param part part of the whole
     * @param whole the whole; nobody is ranked by a share of nothing
     */
    record Entry(String name, String key, long part, long whole) {
        double share() {
            return (double) part / whole;
        }
    }

    /** The table: place, name, share with a bar, and the whole. */
    String html(Words words, String title, String who, String share, String whole) {
        Comparator<Entry> byShare = Comparator.comparingDouble(Entry::share);
        List<Entry> ranked = entries.stream()
                .filter(e -> e.whole() > 0)
                .sorted((least ? byShare : byShare.reversed()).thenComparing(Entry::key))
                .toList();
        double most = ranked.stream().mapToDouble(Entry::share).max().orElse(0);
        Table table = new Table(title)
                .headedBy(1)
                .figures(words.text("rank"))
                .texts(who)
                .figures(share, whole);
        int place = 0;
        double last = Double.NaN;
        for (int i = 0; i < ranked.size(); i++) {
            Entry entry = ranked.get(i);
            if (entry.share() != last) {
                place = i + 1;
                last = entry.share();
            }
            table.row(
                    Cell.count(place),
                    new Cell(entry.name() + bar(entry.share(), most), "text"),
                    Cell.share(entry.part(), entry.whole()),
                    Cell.count(entry.whole()));
        }
        return table.html(words.text("none"));
    }

    /** A ranking by numbers, the greatest first. */
    static String byNumber(Words words, String title, String who, String number, Stream<Entry> entries) {
        List<Entry> ranked = entries.sorted(
                        Comparator.comparing(Entry::part).reversed().thenComparing(Entry::key))
                .toList();
        long most = ranked.stream().mapToLong(Entry::part).max().orElse(0);
        Table table = new Table(title)
                .headedBy(1)
                .figures(words.text("rank"))
                .texts(who)
                .figures(number);
        int place = 0;
        for (int i = 0; i < ranked.size(); i++) {
            Entry entry = ranked.get(i);
            place = i > 0 && ranked.get(i - 1).part() == entry.part() ? place : i + 1;
            table.row(
                    Cell.count(place),
                    new Cell(entry.name() + Markup.bar(entry.part(), most), "text"),
                    Cell.count(entry.part()));
        }
        return table.html(words.text("none"));
    }

    private static String bar(double share, double most) {
        return Markup.bar(Math.round(share * 1_000_000), Math.round(most * 1_000_000));
    }
}
