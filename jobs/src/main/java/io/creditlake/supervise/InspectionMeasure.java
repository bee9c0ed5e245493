package io.creditlake.supervise;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The inspection that a grade calls for.
 *
 * @param policy policy that gives the grade
 * @param grade grade
 * @param ratioMin lower bound of the share drawn, more than 0 and at most 1
 * @param ratioMax upper bound of the share drawn
 * @param perYear inspections a year at most; empty where as supervision needs
 * @param frequency frequency in Chinese
 * @param basis title of the law or measure it rests on
 */
public record InspectionMeasure(
        String policy,
        String grade,
        BigDecimal ratioMin,
        BigDecimal ratioMax,
        Optional<BigDecimal> perYear,
        String frequency,
        String basis) {}
