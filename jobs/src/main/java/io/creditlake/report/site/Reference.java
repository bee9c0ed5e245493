package io.creditlake.report.site;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.report.Labels;
import io.creditlake.standards.CityTiles;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the site tells that does not stand in the release.
 *
 * @param labels names for people; the policies it names are those that everybody may see
 * @param policies the versions of those policies that are in force on the night
 * @param tables the tables of the lake
 * @param sources the sources
 * @param tiles where the map shows cities; none for no map
 * @param sections letter of an industry section to its name in Chinese
 * @param announced campaigns that are to be drawn
 * @param publications id of a publication to its title
 */
public record Reference(
        Labels labels,
        List<PolicyVersion> policies,
        TableContracts tables,
        SourceContracts sources,
        CityTiles tiles,
        SortedMap<String, String> sections,
        List<Announced> announced,
        Map<String, String> publications) {

    /**
     * A campaign to come, of which all that is said is public before the draw.
     *
     * @param campaign id
     * @param title name
     * @param department who inspects
     * @param drawOn night that draws
     * @param from first day of the inspections
     * @param to last day of them
     * @param commitment SHA-256 of the seed
     */
    public record Announced(
            String campaign,
            String title,
            String department,
            LocalDate drawOn,
            LocalDate from,
            LocalDate to,
            String commitment) {}

    /** The policies whose grades everybody may see, in force or not. */
    Set<String> published() {
        return labels.policies().keySet();
    }

    /** The version in force of a published policy. */
    Optional<PolicyVersion> inForce(String policy) {
        return policies.stream().filter(v -> v.policy().equals(policy)).findFirst();
    }
}
