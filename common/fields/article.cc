// SPDX-License-Identifier: GPL-2.0-or-later
// Names of the article's enumerations, as written in records, queries and output.
#include "common/fields/article.h"

#include <algorithm>

namespace dateline {

std::string_view name_of(Evidence evidence) {
  switch (evidence) {
    case Evidence::Header:
      return "header";
    case Evidence::Meta:
      return "meta";
    case Evidence::Dateline:
      return "dateline";
    case Evidence::Url:
      return "url";
    case Evidence::FileName:
      return "filename";
    case Evidence::None:
      break;
  }
  return "none";
}

Evidence evidence_from_name(std::string_view name) {
  for (const Evidence evidence :
       {Evidence::Header, Evidence::Meta, Evidence::Dateline, Evidence::Url, Evidence::FileName}) {
    if (name_of(evidence) == name) return evidence;
  }
  return Evidence::None;
}

std::string_view name_of(Flag flag) {
  switch (flag) {
    case Flag::DateConflict:
      return "date-conflict";
    case Flag::DateFuture:
      return "date-future";
    case Flag::DateInvalid:
      return "date-invalid";
    case Flag::DateAmbiguous:
      return "date-ambiguous";
    case Flag::DateUnrecognised:
      return "date-unrecognised";
    case Flag::DateOrderInferred:
      return "date-order-inferred";
    case Flag::DateWeekday:
      return "date-weekday";
    case Flag::DataDamaged:
      return "data-damaged";
    case Flag::EncodingGuessed:
      return "encoding-guessed";
    case Flag::EncodingRepaired:
      return "encoding-repaired";
    case Flag::Truncated:
      return "truncated";
    case Flag::Withheld:
      return "withheld";
    case Flag::Canceled:
      return "canceled";
  }
  return "";
}

std::vector<std::string> flag_names(const Article& article) {
  std::vector<std::string> names;
  for (const Flag flag : article.flags) names.emplace_back(name_of(flag));
  return names;
}

const std::vector<Flag>& all_flags() {
  static const std::vector<Flag> all = {
      Flag::DateConflict,     Flag::DateFuture,        Flag::DateInvalid, Flag::DateAmbiguous,
      Flag::DateUnrecognised, Flag::DateOrderInferred, Flag::DateWeekday, Flag::DataDamaged,
      Flag::EncodingGuessed,  Flag::EncodingRepaired,  Flag::Truncated,   Flag::Withheld,
      Flag::Canceled};
  return all;
}

std::optional<Flag> flag_from_name(std::string_view name) {
  const auto it = std::find_if(all_flags().begin(), all_flags().end(),
                               [&](Flag flag) { return name_of(flag) == name; });
  if (it == all_flags().end()) return std::nullopt;
  return *it;
}

}  // namespace dateline
