"""Two models of Splink for organisations.

``documented`` takes the comparisons of Splink's library as they come, as its quickstart and its example of businesses
do. ``tuned`` is what somebody who knows Chinese names, and Splink well, makes of it: comparisons of their own, with the
parts of names and with masked codes, as Splink's guide to customising comparisons shows.
"""

from __future__ import annotations

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

#: Share of the true pairs that have a code or a whole name in common, as a user would guess it.
GUESSED_RECALL = 0.9
RANDOM_PAIRS = 5e6

BLOCKING = [
    block_on("org_code"),
    block_on("reg_no"),
    block_on("names", arrays_to_explode=["names"]),
    block_on("trade"),
    block_on("legal_representative", "prefecture"),
    block_on("substr(shown_code, 1, 6)", "substr(shown_code, 15, 4)"),
]


def train(linker: Linker) -> None:
    """u by random pairs; m by expectation maximisation on pairs of one name and on pairs of one code."""
    linker.training.estimate_probability_two_random_records_match(
        [block_on("org_code"), block_on("name_key")], recall=GUESSED_RECALL
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name_key"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("org_code"))


def _settings(comparisons: list) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="mention",
        blocking_rules_to_generate_predictions=BLOCKING,
        comparisons=comparisons,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def documented() -> SettingsCreator:
    """Comparisons of the library as they come."""
    return _settings(
        [
            cl.NameComparison("name_key"),
            cl.ExactMatch("org_code"),
            cl.ExactMatch("reg_no"),
            cl.ExactMatch("legal_representative").configure(term_frequency_adjustments=True),
            cl.ExactMatch("region"),
        ]
    )


def _name() -> cl.CustomComparison:
    same_kind = "industry_l IS NOT DISTINCT FROM industry_r AND branch_l = branch_r"
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name_key"),
            cll.CustomLevel("branch_l <> branch_r", "branch and parent, or two branches"),
            cll.ExactMatchLevel("name_key").configure(tf_adjustment_column="name_key"),
            cll.CustomLevel("list_has_any(names_l, names_r)", "one is the former name of the other"),
            cll.CustomLevel(f"trade_l = trade_r AND {same_kind}", "same parts").configure(tf_adjustment_column="trade"),
            cll.CustomLevel(f"damerau_levenshtein(trade_l, trade_r) <= 1 AND {same_kind}", "a slip in the trade name"),
            cll.CustomLevel("trade_l = trade_r", "same trade name").configure(tf_adjustment_column="trade"),
            cll.JaroWinklerLevel("name_key", 0.92),
            cll.JaroWinklerLevel("name_key", 0.88),
            cll.ElseLevel(),
        ],
    )


def _code() -> cl.CustomComparison:
    both = "{0}_l IS NOT NULL AND {0}_r IS NOT NULL"
    comparable = " OR ".join(f"({both.format(code)})" for code in ("org_code", "reg_no", "shown_code"))
    ends = " AND ".join(f"substr(shown_code_l, {part}) = substr(shown_code_r, {part})" for part in ("1, 6", "15, 4"))
    return cl.CustomComparison(
        output_column_name="code",
        comparison_levels=[
            cll.CustomLevel(f"NOT ({comparable})", "nothing to compare").configure(is_null_level=True),
            cll.CustomLevel("org_code_l = org_code_r", "same organisation code"),
            cll.CustomLevel("reg_no_l = reg_no_r AND (org_code_l IS NULL OR org_code_r IS NULL)", "same number"),
            cll.CustomLevel(
                f"{ends} AND (contains(shown_code_l, '*') OR contains(shown_code_r, '*'))", "a mask that fits"
            ),
            cll.ElseLevel(),
        ],
    )


def tuned() -> SettingsCreator:
    """Comparisons made for these names and codes."""
    return _settings(
        [
            _name(),
            _code(),
            cl.CustomComparison(
                output_column_name="legal_representative",
                comparison_levels=[
                    cll.NullLevel("legal_representative"),
                    cll.ExactMatchLevel("legal_representative").configure(tf_adjustment_column="legal_representative"),
                    cll.LevenshteinLevel("legal_representative", 1),
                    cll.ElseLevel(),
                ],
            ),
            cl.CustomComparison(
                output_column_name="region",
                comparison_levels=[
                    cll.NullLevel("prefecture"),
                    cll.ExactMatchLevel("region"),
                    cll.CustomLevel(
                        "prefecture_l = prefecture_r AND (region_l IS NULL OR region_r IS NULL)", "as far as known"
                    ),
                    cll.ExactMatchLevel("prefecture"),
                    cll.ElseLevel(),
                ],
            ),
        ]
    )
