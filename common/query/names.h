// SPDX-License-Identifier: GPL-2.0-or-later
// The names that a query may hold: fields (`source:`), functions (`lead(`) and operators of
// proximity (`w/5`).
#pragma once

#include "common/query/tree.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline::query {

/// A field as users write it.
struct FieldName {
  std::string_view name;
  Field field;
  std::string_view about;  ///< what it finds, for help and completion; empty for an alias
};

/// All fields and their aliases.
std::span<const FieldName> field_names();

/// The field of that name, in whatever case.
std::optional<Field> field_of(std::string_view name);

/// The field whose name is most like `name`; empty when none is.
std::string_view field_like(std::string_view name);

/// Values of these fields are read as one piece up to a blank: dates, numbers, ids.
bool has_plain_value(Field field);

/// What stands before a bracket.
struct Function {
  enum class What { Scope, Caps, AtLeast, Fuzzy, Wildcard } what = What::Scope;
  Field field = Field::Text;  ///< of Scope
  unsigned count = 0;         ///< the number that is part of the name; 0 without one
};

/// The function of that name: headline, title, lead, first50, caps, atleast3, fuzzy, wildcard.
std::optional<Function> function_of(std::string_view name);

/// An operator of proximity.
struct Proximity {
  Reach reach = Reach::Words;
  bool ordered = false;
  /// Of Words. 0 when the number that must follow the `/` is none, or out of range.
  unsigned distance = 0;
};

/// NEAR, NEAR/5, w/5, pre/5, w/s, w/p, pre/s, pre/p; `NEAR` alone only in capitals.
std::optional<Proximity> proximity_of(std::string_view word);

}  // namespace dateline::query
