"""What is fitted to figures whose law is known."""

import unittest

import fit

SIZES = (1_000_000, 5_000_000, 10_000_000)


class FitTest(unittest.TestCase):
    def test_a_line_gives_back_what_it_is_made_of(self):
        found = fit.fitted([(n, 12.0 + 30e-6 * n) for n in SIZES])
        self.assertAlmostEqual(found.fixed, 12.0)
        self.assertAlmostEqual(found.each * 1e6, 30.0)
        self.assertAlmostEqual(found.exponent, 1.0)
        self.assertAlmostEqual(found.at(6_000_000_000), 180_012.0)
        self.assertAlmostEqual(found.bent(6_000_000_000), 180_012.0)

    def test_what_grows_faster_has_no_fixed_part_below_zero_and_is_reckoned_with_its_exponent(self):
        found = fit.fitted([(n, 30e-6 * n**1.2) for n in SIZES])
        self.assertEqual(found.fixed, 0.0)
        self.assertAlmostEqual(found.exponent, 1.2)
        self.assertGreater(found.bent(6_000_000_000), 3 * found.at(6_000_000_000))

    def test_what_does_not_grow_is_fixed(self):
        found = fit.fitted([(n, 7.0) for n in SIZES])
        self.assertAlmostEqual(found.fixed, 7.0)
        self.assertAlmostEqual(found.at(6_000_000_000), 7.0)
        self.assertAlmostEqual(found.bent(6_000_000_000), 7.0)


if __name__ == "__main__":
    unittest.main()
