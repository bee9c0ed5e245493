package io.creditlake.config;

import io.creditlake.config.Settings.Audits;
import io.creditlake.config.Settings.Folders;
import io.creditlake.config.Settings.Spark;
import io.creditlake.config.Settings.Warnings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code conf/creditlake.yaml}, the profile it names and the {@code --set} options, in rising precedence. */
public final class SettingsLoader {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Set<String> MAIN_KEYS = Set.of("profile", "ingest", "grade", "audits", "warnings");
    private static final Set<String> PROFILE_KEYS = Set.of("catalog", "lake", "spark", "person_key");

    private final Folders folders;
    private final Map<String, String> options;
    private final Problems problems = new Problems();

    private SettingsLoader(Folders folders, Map<String, String> options) {
        this.folders = folders;
        this.options = new LinkedHashMap<>(options);
    }

    /**
     * Reads and checks everything.
     *
     * @param folders where things lie
     * @param options dotted path to value, from {@code --set}
     * @throws ConfigurationException with every mistake of both files and of the options
     */
    public static Settings load(Folders folders, Map<String, String> options) {
        return new SettingsLoader(folders, options).load();
    }

    private Settings load() {
        Path mainFile = folders.conf().resolve("creditlake.yaml");
        Optional<YamlNode> main = YamlNode.read(mainFile, problems);
        problems.throwIfAny();
        main.orElseThrow().allowOnly(MAIN_KEYS, problems);
        Leaves values = new Leaves(main.orElseThrow());
        Leaves given = new Leaves(options);
        String profileName =
                given.text("profile").or(() -> values.text("profile")).orElse("embedded");
        Path profileFile = folders.conf().resolve("profiles").resolve(profileName + ".yaml");
        if (!Files.isRegularFile(profileFile)) {
            throw ConfigurationException.of(
                    mainFile.toString(),
                    "profile '" + profileName + "'",
                    "one of " + String.join(", ", profiles()),
                    "A profile is a file of " + profileFile.getParent());
        }
        YamlNode profile = YamlNode.read(profileFile, problems).orElse(null);
        problems.throwIfAny();
        profile.allowOnly(PROFILE_KEYS, problems);
        Leaves merged = values.with(new Leaves(profile)).with(given);
        checkOptions(values.with(new Leaves(profile)));
        Settings settings = new Settings(
                folders,
                merged.under("catalog.properties", this::resolve),
                merged.integer("lake.buckets", 4, problems),
                new Spark(merged.text("spark.master").orElse(""), merged.under("spark.conf", this::resolve)),
                merged.text("person_key.required").map(Boolean::parseBoolean).orElse(true),
                merged.integer("ingest.lookback_days", 31, problems),
                merged.texts("grade.skip"),
                new Audits(
                        merged.decimal("audits.max_quarantined_share", "0.5", problems),
                        merged.decimal("audits.max_refused_deliveries_share", "0.5", problems),
                        merged.decimal("audits.max_grade_moved_share", "0.5", problems),
                        merged.integer("audits.min_subjects", 200, problems)),
                new Warnings(
                        merged.integer("warnings.grade_drop", 2, problems),
                        merged.decimal("warnings.serious_penalty.min_fine", "500000", problems),
                        merged.texts("warnings.serious_penalty.types")));
        if (settings.buckets() < 1) {
            problems.add(new Problem("lake.buckets", 0, String.valueOf(settings.buckets()), "1 or more", ""));
        }
        problems.throwIfAny();
        return settings;
    }

    private void checkOptions(Leaves known) {
        for (String key : options.keySet()) {
            boolean open = key.startsWith("catalog.properties.") || key.startsWith("spark.conf.");
            if (!open && !known.has(key)) {
                problems.add(new Problem(
                        "--set " + key,
                        0,
                        "an unknown key",
                        "a key of conf/creditlake.yaml or of the profile",
                        Spelling.nearest(key, known.keys())
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("")));
            }
        }
    }

    private String resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, Matcher.quoteReplacement(referenced(matcher.group(1), text)));
        }
        return matcher.appendTail(result).toString();
    }

    private String referenced(String name, String text) {
        if (name.equals("lake")) {
            return folders.lake();
        }
        if (name.startsWith("env:")) {
            String value = System.getenv(name.substring(4));
            if (value != null) {
                return value;
            }
            problems.add(new Problem(
                    text, 0, "no variable " + name.substring(4) + " in the environment", "the variable set", ""));
            return "";
        }
        problems.add(new Problem(text, 0, "${" + name + "}", "${lake} or ${env:NAME}", ""));
        return "";
    }

    private List<String> profiles() {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(folders.conf().resolve("profiles"))) {
            files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".yaml"))
                    .map(n -> n.substring(0, n.length() - ".yaml".length()))
                    .sorted()
                    .forEach(names::add);
        } catch (java.io.IOException e) {
            names.add("(no folder conf/profiles)");
        }
        return names;
    }
}
