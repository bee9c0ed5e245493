package io.creditlake.supervise;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a grade calls for: how its subjects are inspected, what they are granted and what they are restrained from.
 *
 * @param policy policy that gives the grade
 * @param grade grade
 * @param ratioMin lower bound of the share drawn, more than 0 and at most 1
 * @param ratioMax upper bound of the share drawn
 * @param perYear inspections a year at most; empty where as supervision needs
 * @param frequency frequency in Chinese
 * @param basis title of the law or measure that the inspection rests on
 * @param incentives what the grade brings
 * @param restraints what it costs
 */
public record InspectionMeasure(
        String policy,
        String grade,
        BigDecimal ratioMin,
        BigDecimal ratioMax,
        Optional<BigDecimal> perYear,
        String frequency,
        String basis,
        List<Consequence> incentives,
        List<Consequence> restraints) {}
