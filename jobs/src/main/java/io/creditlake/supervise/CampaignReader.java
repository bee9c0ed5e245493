package io.creditlake.supervise;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.policy.Placeholder;
import io.creditlake.policy.YamlFiles;
import io.creditlake.standards.Uscc;
import io.creditlake.supervise.draw.Campaign;
import io.creditlake.supervise.draw.Inspector;
import io.creditlake.supervise.draw.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the campaigns of {@code conf/supervision/draws}: {@code <id>.yaml}, and {@code <id>.seed} once it is revealed. */
public final class CampaignReader {
    private static final Set<String> KEYS = Set.of(
            "campaign",
            "title",
            "department",
            "policy",
            "draw_on",
            "from",
            "to",
            "regions",
            "industries",
            "kinds",
            "statuses",
            "ratios",
            "field",
            "checklist",
            "inspectors_each",
            "workload",
            "inspectors",
            "commitment",
            "illustrative");
    private static final Set<String> INSPECTOR_KEYS = Set.of("id", "regions", "fields", "avoids");
    private static final List<String> KINDS =
            List.of("enterprise", "individual_business", "social_organisation", "institution");
    private static final int MOST = 100_000;

    private final Optional<Bounds> bounds;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param bounds what campaigns must agree with; empty where that was looked at before
     * @param problems where mistakes are noted
     */
    CampaignReader(Optional<Bounds> bounds, Problems problems) {
        this.bounds = bounds;
        this.problems = problems;
    }

    /**
     * What campaigns must agree with.
     *
     * @param measures the measures that bound the share of each grade
     * @param statuses the states of registration that there are
     */
    record Bounds(List<InspectionMeasure> measures, List<String> statuses) {}

    /** The campaign that a draw of a release was made by; its shares were held against the measures of that night. */
    public static Optional<Campaign> ofRelease(String terms, Problems problems) {
        return new CampaignReader(Optional.empty(), problems).read("terms", terms);
    }

    /** Every campaign of a folder, by id; none when there is no folder. */
    List<Campaign> readAll(Path folder, List<Placeholder> placeholders) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Campaign> campaigns = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : YamlFiles.among(files, "a campaign", problems)) {
                String text = Files.readString(file);
                Optional<Campaign> campaign = read(file.toString(), text);
                if (campaign.isPresent()) {
                    revealed(campaign.get(), folder).ifPresent(campaigns::add);
                }
                campaign.filter(c -> !file.getFileName().toString().equals(c.id() + ".yaml"))
                        .ifPresent(c -> problems.add(new Problem(
                                file.toString(), 0, "the campaign '" + c.id() + "'", c.id() + ".yaml", "")));
                if (text.lines().anyMatch(line -> line.startsWith("illustrative:"))) {
                    placeholders.add(new Placeholder(file.toString(), 1, "campaign"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Campaigns of one night draw in this order, which is not that of the file names: a.yaml comes after a-b.yaml.
        return campaigns.stream().sorted(Comparator.comparing(Campaign::id)).toList();
    }

    private Optional<Campaign> revealed(Campaign campaign, Path folder) throws IOException {
        Path file = folder.resolve(campaign.id() + ".seed");
        if (!Files.exists(file)) {
            return Optional.of(campaign);
        }
        String seed = Files.readString(file).strip();
        if (!Seed.isValid(seed) || !Seed.commitment(seed).equals(campaign.commitment())) {
            problems.add(new Problem(
                    file.toString(),
                    1,
                    "a seed that is not the one committed to",
                    "64 hexadecimal characters whose SHA-256 is " + campaign.commitment(),
                    "A campaign draws by the seed that was fixed before, or not at all"));
            return Optional.empty();
        }
        return Optional.of(campaign.with(seed));
    }

    private Optional<Campaign> read(String name, String text) {
        return YamlNode.parse(name, text, problems)
                .map(root -> new TypedNode(root, problems))
                .flatMap(n -> read(n, text));
    }

    private Optional<Campaign> read(TypedNode node, String text) {
        node.allowOnly(KEYS);
        String id = node.text("campaign", "2026-q4-food");
        if (!id.isEmpty() && !Campaign.isId(id)) {
            node.report("campaign", "'" + id + "'", "lower-case letters, digits and hyphens");
        }
        Optional<LocalDate> drawOn = node.date("draw_on", "2026-11-24");
        Optional<LocalDate> from = node.date("from", "2026-12-01");
        Optional<LocalDate> to = node.date("to", "2026-12-31");
        if (drawOn.isEmpty() || from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (to.get().isBefore(from.get()) || from.get().isBefore(drawOn.get())) {
            node.report("from", from.get() + " to " + to.get(), "days in order, from " + drawOn.get() + " on");
        }
        String policy = node.text("policy", "market-risk");
        bounds.map(known -> known.measures().stream()
                        .map(InspectionMeasure::policy)
                        .distinct()
                        .toList())
                .filter(drawing -> !policy.isEmpty())
                .ifPresent(drawing -> node.known("policy", "policy with inspection measures", policy, drawing));
        List<String> kinds = listed(node, "kinds");
        kinds.forEach(kind -> node.known("kinds", "kind", kind, KINDS));
        List<String> statuses = listed(node, "statuses");
        bounds.ifPresent(known ->
                statuses.forEach(status -> node.known("statuses", "state of registration", status, known.statuses())));
        String commitment = node.text("commitment", "as creditlake draw commit " + id + " prints it");
        if (!commitment.isEmpty() && !Seed.isValid(commitment)) {
            node.report(
                    "commitment", "'" + commitment + "'", "64 hexadecimal characters", "creditlake draw commit " + id);
        }
        String field = node.text("field", "食品");
        int each = node.wholeNumber("inspectors_each", 2, 20);
        List<Inspector> inspectors = inspectors(node, field, each);
        return Optional.of(new Campaign(
                id,
                node.text("title", "2026年第四季度食品双随机抽查"),
                node.text("department", "市场监督管理局"),
                policy,
                drawOn.get(),
                from.get(),
                to.get(),
                codes(node, "regions"),
                industries(node),
                kinds,
                statuses,
                ratios(node, policy),
                field,
                node.texts("checklist"),
                each,
                node.wholeNumber("workload", 1, MOST),
                inspectors,
                commitment,
                Optional.empty(),
                text));
    }

    private Map<String, BigDecimal> ratios(TypedNode node, String policy) {
        Map<String, BigDecimal> ratios = new LinkedHashMap<>();
        TypedNode shares = node.child("ratios");
        for (String grade : node.has("ratios") ? shares.node().map().keySet() : Set.<String>of()) {
            shares.optionalDecimal(grade, "0.05").ifPresent(ratio -> {
                ratios.put(grade, ratio);
                bounds.ifPresent(known -> checkRatio(shares, policy, grade, ratio, known.measures()));
            });
        }
        return ratios;
    }

    private static void checkRatio(
            TypedNode shares, String policy, String grade, BigDecimal ratio, List<InspectionMeasure> all) {
        List<InspectionMeasure> own =
                all.stream().filter(m -> m.policy().equals(policy)).toList();
        boolean known = shares.known(
                grade,
                "grade",
                grade,
                own.stream().map(InspectionMeasure::grade).toList());
        own.stream()
                .filter(m -> known && m.grade().equals(grade))
                .filter(m -> ratio.compareTo(m.ratioMin()) < 0 || ratio.compareTo(m.ratioMax()) > 0)
                .forEach(m -> shares.report(
                        grade,
                        ratio.toPlainString(),
                        "from " + m.ratioMin().toPlainString() + " to "
                                + m.ratioMax().toPlainString() + ", as measures.yaml says",
                        "Of a campaign that is over, remove the file: its draw keeps its terms"));
    }

    private List<Inspector> inspectors(TypedNode node, String field, int each) {
        List<Inspector> inspectors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (TypedNode item : node.items("inspectors")) {
            item.allowOnly(INSPECTOR_KEYS);
            String id = item.text("id", "0101");
            if (!ids.add(id)) {
                item.report("id", "'" + id + "' a second time", "each inspector once");
            }
            List<String> avoids = item.texts("avoids");
            avoids.stream()
                    .filter(code -> !Uscc.isValid(code))
                    .forEach(code -> item.report("avoids", "'" + code + "'", "unified codes that pass their check"));
            inspectors.add(new Inspector(id, codes(item, "regions"), item.texts("fields"), avoids));
        }
        long fit = inspectors.stream().filter(i -> i.fields().contains(field)).count();
        if (fit < each) {
            node.report("inspectors", fit + " for the field '" + field + "'", "at least " + each);
        }
        return List.copyOf(inspectors);
    }

    /** The values under a key, which may be left out but not be empty: that would mean all. */
    private static List<String> listed(TypedNode node, String key) {
        List<String> values = node.texts(key);
        if (node.has(key) && values.isEmpty()) {
            node.report(key, "nothing", "at least one, or no " + key + " for all");
        }
        return values;
    }

    private static List<String> industries(TypedNode node) {
        List<String> codes = listed(node, "industries");
        codes.stream()
                .filter(code -> !code.matches("[A-T](\\d{2,4})?"))
                .forEach(code -> node.report(
                        "industries", "'" + code + "'", "a code of GB/T 4754 with its letter, such as F or F51"));
        return codes;
    }

    private static List<String> codes(TypedNode node, String key) {
        List<String> codes = listed(node, key);
        codes.stream()
                .filter(code -> !code.matches("\\d{2}|\\d{4}|\\d{6}"))
                .forEach(code -> node.report(key, "'" + code + "'", "two, four or six digits of a region's code"));
        return codes;
    }
}
