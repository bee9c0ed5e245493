package io.creditlake.config;

import io.creditlake.config.Settings.Databases;
import io.creditlake.config.Settings.Encryption;
import io.creditlake.config.Settings.Folders;
import io.creditlake.config.Settings.Login;
import io.creditlake.config.Settings.Maintenance;
import io.creditlake.config.Settings.Spark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final Set<String> MAIN_KEYS = Set.of("profile", "ingest", "databases", "grade", "maintenance");
    private static final Set<String> PROFILE_KEYS = Set.of("catalog", "lake", "spark", "person_key", "encryption");

    private static final String PERSON_KEYS = "person_key.keys";
    private static final String ENCRYPTION_KEYS = "encryption.keys";
    private static final String LOCK = "lake.lock";
    private static final List<String> LOCKS = List.of("required", "none");
    private static final String DATABASES = "databases";
    private static final Set<String> LOGIN_KEYS = Set.of("user", "password");

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
                passed("catalog.properties", merged),
                encryption(merged),
                merged.integer("lake.buckets", 4, problems),
                lockRequired(merged),
                new Spark(merged.text("spark.master").orElse(""), passed("spark.conf", merged)),
                merged.text("person_key.required").map(Boolean::parseBoolean).orElse(true),
                personKeys(merged),
                merged.integer("ingest.lookback_days", 31, problems),
                new Databases(
                        logins(merged),
                        merged.integer("ingest.pull_silence_seconds", 300, problems),
                        merged.integer("ingest.pull_minutes", 120, problems)),
                merged.texts("grade.skip"),
                given.under("audits", text -> text),
                maintenance(merged));
        if (settings.buckets() < 1) {
            problems.add(new Problem("lake.buckets", 0, String.valueOf(settings.buckets()), "1 or more", ""));
        }
        if (settings.databases().silenceSeconds() < 1 || settings.databases().minutes() < 1) {
            problems.add(new Problem(
                    "ingest.pull_*",
                    0,
                    settings.databases().silenceSeconds() + " seconds, "
                            + settings.databases().minutes() + " minutes",
                    "1 or more",
                    ""));
        }
        problems.throwIfAny();
        return settings;
    }

    private Maintenance maintenance(Leaves merged) {
        return new Maintenance(
                merged.atLeast("maintenance.keep_days", 0, 400, problems),
                merged.atLeast("maintenance.keep_releases", 1, 30, problems),
                merged.atLeast("maintenance.min_files", 2, 5, problems),
                merged.share("maintenance.max_deleted_share", "0.1", problems));
    }

    private List<Secret> personKeys(Leaves merged) {
        return places(PERSON_KEYS, merged);
    }

    private Encryption encryption(Leaves merged) {
        Map<String, List<Secret>> keys = new LinkedHashMap<>();
        merged.under(ENCRYPTION_KEYS, text -> text)
                .keySet()
                .forEach(id -> keys.put(id, places(ENCRYPTION_KEYS + "." + id, merged)));
        return new Encryption(merged.text("encryption.key").orElse(""), Collections.unmodifiableMap(keys));
    }

    /** Where keys stand, in order. One that stands in clear is reported without being repeated. */
    private List<Secret> places(String key, Leaves merged) {
        List<Secret> places = new ArrayList<>();
        for (String text : merged.texts(key)) {
            Secret.of(text).ifPresentOrElse(places::add, () -> refuseInClear(key, merged));
        }
        return List.copyOf(places);
    }

    private boolean lockRequired(Leaves merged) {
        String lock = merged.text(LOCK).orElse("required");
        if (!LOCKS.contains(lock)) {
            merged.report(LOCK, lock, String.join(" or ", LOCKS), problems);
        }
        return !lock.equals("none");
    }

    /** Accounts by server. A secret that stands in clear is reported without being repeated. */
    private Map<String, Login> logins(Leaves merged) {
        Map<String, Map<String, Secret>> found = new LinkedHashMap<>();
        merged.under(DATABASES, text -> text).forEach((path, text) -> {
            int dot = path.lastIndexOf('.');
            String key = path.substring(dot + 1);
            if (dot < 1 || !LOGIN_KEYS.contains(key)) {
                merged.report(
                        DATABASES + "." + path, "a key of no meaning", "<server>.user and <server>.password", problems);
                return;
            }
            Map<String, Secret> login = found.computeIfAbsent(path.substring(0, dot), s -> new LinkedHashMap<>());
            Secret.of(text)
                    .ifPresentOrElse(
                            secret -> login.put(key, secret), () -> refuseInClear(DATABASES + "." + path, merged));
        });
        Map<String, Login> logins = new LinkedHashMap<>();
        found.forEach((server, login) -> {
            if (login.size() == LOGIN_KEYS.size()) {
                logins.put(server, new Login(login.get("user"), login.get("password")));
            } else if (problems.isEmpty()) {
                problems.add(
                        new Problem(DATABASES + "." + server, 0, "only " + login.keySet(), "user and password", ""));
            }
        });
        return Collections.unmodifiableMap(logins);
    }

    private void refuseInClear(String key, Leaves merged) {
        merged.report(key, "a value in clear", "${env:NAME} or ${file:/path}, where the secret stands", problems);
    }

    private PassedProperties passed(String prefix, Leaves merged) {
        Map<String, String> written = merged.under(prefix, text -> text.replace("${lake}", folders.lake()));
        written.forEach((name, text) -> {
            if (Secret.isInClear(name, text)) {
                refuseInClear(prefix + "." + name, merged);
            }
        });
        return new PassedProperties(merged.under(prefix, this::resolve), written);
    }

    private void checkOptions(Leaves known) {
        for (String key : options.keySet()) {
            boolean open = key.startsWith("catalog.properties.")
                    || key.startsWith("spark.conf.")
                    || key.startsWith("audits.")
                    || key.equals("encryption.key")
                    || key.startsWith(ENCRYPTION_KEYS + ".")
                    || key.startsWith(DATABASES + ".");
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
        Optional<Secret> place = Secret.of("${" + name + "}");
        Optional<String> value = place.flatMap(Secret::read);
        if (place.isEmpty()) {
            problems.add(new Problem(text, 0, "${" + name + "}", "${lake}, ${env:NAME} or ${file:/path}", ""));
        } else if (value.isEmpty()) {
            boolean variable = place.get().kind() == Secret.Kind.ENV;
            problems.add(new Problem(
                    text,
                    0,
                    variable
                            ? "no variable " + place.get().name() + " in the environment"
                            : "no readable file " + place.get().name(),
                    variable ? "the variable set" : "a file that holds the value",
                    ""));
        }
        return value.orElse("");
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
