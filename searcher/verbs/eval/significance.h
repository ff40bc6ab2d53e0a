// SPDX-License-Identifier: GPL-2.0-or-later
// Could a difference between two runs be chance? Paired tests over topics.
#pragma once

#include <optional>
#include <vector>

namespace dateline {

/// Two-sided probabilities of a mean difference as far from 0 as this one, if there were none.
struct Significance {
  /// Student's t of the pairs; nothing for fewer than two topics, and if all differ by the same.
  std::optional<double> student;
  /// Fisher's randomisation test: the signs of the differences are drawn kRandomisations times,
  /// always the same.
  double randomisation = 1;
};

inline constexpr unsigned kRandomisations = 100'000;

/// `differences` of the topics, one each.
Significance test_significance(const std::vector<double>& differences);

/// The probability of a Student's t of at least |t|, on either side.
double student_two_sided(double t, double degrees);

}  // namespace dateline
