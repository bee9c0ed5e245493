package io.creditlake.lake.functions;

import io.creditlake.standards.Industries;
import io.creditlake.standards.NameSplitter;
import io.creditlake.standards.NameWords;
import io.creditlake.standards.Regions;
import io.creditlake.standards.compare.Comparables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;

/** The functions that know the lists of {@code conf/reference}. A list is read when a function that needs it is. */
final class ReferenceFunctions {
    static final Set<String> NAMES = Set.of(
            "region",
            "region_name",
            "region_current",
            "prefecture",
            "industry",
            "industry_name",
            "industry_parent",
            "name_parts",
            "comparable");

    private final String catalog;
    private final Path folder;
    private final Map<String, UnboundFunction> loaded = new HashMap<>();
    private Regions regions;
    private NameSplitter splitter;
    private Industries industries;

    ReferenceFunctions(String catalog, Path folder) {
        this.catalog = catalog;
        this.folder = folder;
    }

    synchronized UnboundFunction load(String function) {
        return loaded.computeIfAbsent(function, this::made);
    }

    private UnboundFunction made(String function) {
        String name = catalog + "." + function;
        return switch (function) {
            case "region" -> {
                Regions known = regions();
                yield new Overloaded(
                        new TextFunction(name, known::normalise),
                        new PairFunction(name, "text", "near", known::normalise));
            }
            case "region_name" -> new TextFunction(name, regions()::name);
            case "region_current" -> TestFunction.ofString(name, regions()::isCurrent);
            case "prefecture" -> new TextFunction(name, regions()::prefecture);
            case "industry" -> new TextFunction(name, industries()::normalise);
            case "industry_name" -> new TextFunction(name, industries()::name);
            case "industry_parent" -> new TextFunction(name, industries()::parent);
            case "name_parts" -> new NamePartsFunction(name, splitter());
            case "comparable" -> new ComparableFunction(name, new Comparables(regions(), splitter()));
            default -> throw new IllegalArgumentException(function);
        };
    }

    private NameSplitter splitter() {
        if (splitter == null) {
            splitter = new NameSplitter(regions(), NameWords.load(folder.resolve("name_words.csv")));
        }
        return splitter;
    }

    private Regions regions() {
        if (regions == null) {
            regions = Regions.load(folder.resolve("regions.csv"));
        }
        return regions;
    }

    private Industries industries() {
        if (industries == null) {
            industries = Industries.load(folder.resolve("industries.csv"));
        }
        return industries;
    }
}
