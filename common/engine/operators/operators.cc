// SPDX-License-Identifier: GPL-2.0-or-later
// The list of operators. Leaving out a kind does not compile.
#include "common/engine/query/operator.h"

#include <array>
#include <cstdlib>

namespace dateline::query {

// Each is defined in the file of its name.
const Operator& everything_operator();
const Operator& word_operator();
const Operator& phrase_operator();
const Operator& wildcard_operator();
const Operator& and_operator();
const Operator& or_operator();
const Operator& not_operator();
const Operator& near_operator();
const Operator& not_near_operator();
const Operator& at_least_operator();
const Operator& fuzzy_operator();
const Operator& name_operator();
const Operator& names_operator();
const Operator& filter_operator();
const Operator& date_is_operator();
const Operator& date_none_operator();
const Operator& length_operator();
const Operator& story_operator();
const Operator& first_operator();

const Operator& operator_of(Kind kind) {
  switch (kind) {
    case Kind::Everything:
      return everything_operator();
    case Kind::Word:
      return word_operator();
    case Kind::Phrase:
      return phrase_operator();
    case Kind::Wildcard:
      return wildcard_operator();
    case Kind::And:
      return and_operator();
    case Kind::Or:
      return or_operator();
    case Kind::Not:
      return not_operator();
    case Kind::Near:
      return near_operator();
    case Kind::NotNear:
      return not_near_operator();
    case Kind::AtLeast:
      return at_least_operator();
    case Kind::Fuzzy:
      return fuzzy_operator();
    case Kind::Name:
      return name_operator();
    case Kind::Names:
      return names_operator();
    case Kind::Filter:
      return filter_operator();
    case Kind::DateIs:
      return date_is_operator();
    case Kind::DateNone:
      return date_none_operator();
    case Kind::Length:
      return length_operator();
    case Kind::Story:
      return story_operator();
    case Kind::First:
      return first_operator();
  }
  std::abort();
}

std::span<const Operator* const> operators() {
  static const auto all = [] {
    std::array<const Operator*, static_cast<std::size_t>(kLastKind) + 1> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = &operator_of(static_cast<Kind>(i));
    return list;
  }();
  return all;
}

}  // namespace dateline::query
