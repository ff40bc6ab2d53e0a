// SPDX-License-Identifier: GPL-2.0-or-later
// "Harbour Post" and "The Harbour Post" are one name, and count as one.
#pragma once

#include "searcher/find/facets.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The form in which two spellings of a value are equal, as they are for filters: an outlet's name
/// by outlet_key, another name by schema::facet_key, a date as it is.
std::string name_key(const FacetField& field, std::string_view value);

/// Numbers names, each for all of its spellings.
class Spellings {
 public:
  explicit Spellings(const FacetField& field) : field_(field) {}

  /// The number of the name that `value` spells; that many articles have it so.
  std::uint32_t add(std::string_view value, std::uint64_t articles);
  [[nodiscard]] std::size_t size() const { return spellings_.size(); }
  /// By number: the most frequent spelling, of equally frequent ones the last in order, since
  /// capitals come first.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  FacetField field_;
  std::map<std::string, std::uint32_t> numbers_;                 ///< by key
  std::map<std::string, std::uint32_t, std::less<>> known_;      ///< by spelling
  std::vector<std::map<std::string, std::uint64_t>> spellings_;  ///< articles with each
};

}  // namespace dateline
