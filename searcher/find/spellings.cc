// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/find/spellings.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"

#include <algorithm>

namespace dateline {

std::string name_key(const FacetField& field, std::string_view value) {
  if (field.date_digits != 0) return std::string(value);
  const bool is_outlet =
      field.slot == schema::kSource || field.slot == fields::row("agencies").slot;
  return is_outlet ? outlet_key(value) : schema::facet_key(value);
}

std::uint32_t Spellings::add(std::string_view value, std::uint64_t articles) {
  auto known = known_.find(value);
  if (known == known_.end()) {
    const auto next = static_cast<std::uint32_t>(spellings_.size());
    const auto [name, is_new] = numbers_.try_emplace(name_key(field_, value), next);
    if (is_new) spellings_.emplace_back();
    known = known_.emplace(value, name->second).first;
  }
  spellings_[known->second][std::string(value)] += articles;
  return known->second;
}

std::vector<std::string> Spellings::names() const {
  std::vector<std::string> names;
  for (const auto& spellings : spellings_) {
    names.push_back(
        std::max_element(spellings.rbegin(), spellings.rend(), [](const auto& a, const auto& b) {
          return a.second < b.second;
        })->first);
  }
  return names;
}

}  // namespace dateline
