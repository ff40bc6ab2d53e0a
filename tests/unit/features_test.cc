// SPDX-License-Identifier: GPL-2.0-or-later
// A walk through pooled tables and others meets each feature once.
#include "indexer/writer/features.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include <catch2/catch.hpp>

namespace features_test {

using namespace dateline;
using segment::Feature;

TEST_CASE("features are met in order of value, whichever tables are pooled") {
  std::mt19937 random(11);
  std::vector<std::vector<Feature>> tables(40);
  std::set<std::uint32_t> values;
  for (std::size_t part = 0; part < tables.size(); ++part) {
    const std::size_t count = part % 7 == 0 ? 300 : random() % 5;
    for (std::size_t i = 0; i < count; ++i) {
      tables[part].push_back(
          {static_cast<std::uint32_t>(random() % 200), static_cast<std::uint32_t>(1 + i)});
      values.insert(tables[part].back().value);
    }
    std::sort(tables[part].begin(), tables[part].end());
  }
  for (const std::size_t most : {std::size_t{0}, std::size_t{50}, std::size_t{1'000'000}}) {
    CAPTURE(most);
    Features features;
    for (std::uint32_t part = 0; part < tables.size(); ++part) features.add(part, tables[part]);
    features.pool(most);
    for (const std::uint32_t from : {0U, 100U, 199U, 1'000U}) {
      Features::Walk walk(features, from);
      std::set<std::uint32_t> met;
      while (const auto value = walk.least()) {
        met.insert(*value);
        std::vector<Place> places;
        walk.take(*value, [&](const Place& place) { places.push_back(place); });
        std::vector<Place> right;
        for (std::uint32_t part = 0; part < tables.size(); ++part) {
          for (const Feature& feature : tables[part]) {
            if (feature.value == *value) right.push_back({part, feature.docid});
          }
        }
        std::sort(places.begin(), places.end());
        CHECK(places == right);
      }
      CHECK(met == std::set<std::uint32_t>(values.lower_bound(from), values.end()));
    }
  }
}

TEST_CASE("a walk through no features is at its end") {
  Features features;
  features.add(0, {});
  features.pool();
  CHECK_FALSE(Features::Walk(features, 0).least());
}

}  // namespace features_test
