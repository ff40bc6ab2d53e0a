// SPDX-License-Identifier: GPL-2.0-or-later
// Smucker, Allan & Carterette (CIKM 2007) compare these two tests.
#include "searcher/verbs/eval/significance.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>

namespace dateline {
namespace {

constexpr std::uint64_t kSeed = 20191213;

/// Sums that differ by less are equal: terms are added in the same order, but rounding differs.
constexpr double kRounding = 1e-9;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// The continued fraction of the incomplete beta function, by Lentz's method (Press et al.,
/// Numerical Recipes, 6.4).
double beta_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;
  constexpr double kEnough = 1e-15;
  constexpr int kMost = 10'000;
  const auto not_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1;
  double d = 1 / not_zero(1 - (a + b) * x / (a + 1));
  double result = d;
  for (int m = 1; m < kMost; ++m) {
    const auto step = [&](double numerator) {
      d = 1 / not_zero(1 + numerator * d);
      c = not_zero(1 + numerator / c);
      result *= d * c;
    };
    step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
    step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
    if (std::abs(d * c - 1) < kEnough) break;
  }
  return result;
}

/// The regularised incomplete beta function I_x(a, b).
double beta(double x, double a, double b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  // The fraction converges fast only on this side of the mean.
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(x, a, b) / a;
  return 1 - front * beta_fraction(1 - x, b, a) / b;
}

std::optional<double> student(const std::vector<double>& differences) {
  const auto n = static_cast<double>(differences.size());
  if (differences.size() < 2) return std::nullopt;
  const double mean = sum_of(differences) / n;
  double squares = 0;
  for (const double difference : differences) squares += (difference - mean) * (difference - mean);
  if (std::sqrt(squares) < kRounding) {
    // Without any variance t is a mean divided by zero.
    return std::abs(mean) < kRounding ? std::optional(1.0) : std::nullopt;
  }
  return student_two_sided(mean / std::sqrt(squares / (n - 1) / n), n - 1);
}

double randomisation(const std::vector<double>& differences) {
  std::vector<double> present;  // a difference of 0 has no sign
  for (const double difference : differences) {
    if (difference != 0) present.push_back(difference);
  }
  const double least = std::abs(sum_of(present)) - kRounding;
  std::mt19937_64 random(kSeed);
  constexpr unsigned kBits = std::numeric_limits<std::uint64_t>::digits;
  unsigned as_far = 0;
  for (unsigned i = 0; i < kRandomisations; ++i) {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t k = 0; k < present.size(); ++k) {
      if (k % kBits == 0) signs = random();
      sum += (signs >> (k % kBits) & 1U) != 0 ? present[k] : -present[k];
    }
    if (std::abs(sum) >= least) ++as_far;
  }
  // The observation is one of the possible assignments.
  return (as_far + 1.0) / (kRandomisations + 1.0);
}

}  // namespace

double student_two_sided(double t, double degrees) {
  return beta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

Significance test_significance(const std::vector<double>& differences) {
  return {student(differences), randomisation(differences)};
}

}  // namespace dateline
