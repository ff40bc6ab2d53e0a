// SPDX-License-Identifier: GPL-2.0-or-later
// Answers compared field by field.
#include "tests/bench/versus/agreement.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

/// What follows the last colon: a score or a date.
std::string value_of(const std::string& field) {
  return field.substr(field.rfind(':') + 1);
}

bool is_near(const std::string& ours, const std::string& theirs) {
  const double a = std::stod(ours);
  const double b = std::stod(theirs);
  return std::abs(a - b) <= std::max(0.0006, kScoreTolerance * std::abs(b));
}

}  // namespace

std::string difference(const std::string& operation, const Answer& ours, const Answer& theirs) {
  if (operation == "phrase") return "";
  if (ours.count != theirs.count) return fmt::format("counts {} and {}", ours.count, theirs.count);
  if (ours.fields.size() != theirs.fields.size()) {
    return fmt::format("{} and {} fields", ours.fields.size(), theirs.fields.size());
  }
  const bool scored =
      operation == "or" || operation == "and" || operation == "month" || operation == "page";
  for (std::size_t i = 0; i < ours.fields.size(); ++i) {
    const std::string& a = ours.fields[i];
    const std::string& b = theirs.fields[i];
    if (a.starts_with("snippets=")) continue;  // pages are laid out differently
    const bool same = scored                  ? is_near(value_of(a), value_of(b))
                      : operation == "newest" ? value_of(a) == value_of(b)
                                              : a == b;
    if (!same) return fmt::format("at place {}: {} and {}", i + 1, a, b);
  }
  return "";
}

}  // namespace dateline::bench
