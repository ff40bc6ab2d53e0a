// SPDX-License-Identifier: GPL-2.0-or-later
// The names that a query may contain: fields (`source:`) and scopes (`lead(`); and the parts of
// operator names.
#pragma once

#include "common/engine/query/tree.h"

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

/// The field of that name, in any case.
std::optional<Field> field_of(std::string_view name);

/// The field whose name is most like `name`; empty when none is.
std::string_view field_like(std::string_view name);

/// Values of these fields are read as one piece up to a space: dates, numbers, ids.
bool has_plain_value(Field field);

/// What precedes a bracket, and says where in a text, or in which form, the words in it are
/// searched for.
struct Scope {
  Field field = Field::Text;
  Form form = Form::Stem;
  unsigned count = 0;    ///< of Opening
  bool is_kind = false;  ///< `form` is that of plain words, and wildcards stay what they are
};

/// headline, title, lead, first50, caps, exact, forms. Throws Error (Usage) as number_in_name()
/// does.
std::optional<Scope> scope_of(std::string_view name);

/// Examples of scopes, with their brackets, for completion.
std::span<const std::string_view> scope_examples();

// --- What operators are named with -------------------------------------------------------------

/// Only digits?
bool is_number(std::string_view text);

/// The number after `start` in `name`, in any case; nothing if the name is a different one. Throws
/// Error (Usage) if it is not from 1 to kMaxCount; `example` shows how it is written.
std::optional<unsigned> number_in_name(std::string_view name, std::string_view start,
                                       std::string_view example);

/// `node`, which `typed` names, with what follows the slash: `5`, `s` or `p`. Nothing if there is
/// no slash, or if a word follows it and `may_be_word`. Throws Error (Usage).
std::optional<Node> with_reach(Node node, std::string_view typed, bool may_be_word);

/// What follows the slash in the name of `node`.
std::string reach_name(const Asked& asked);

}  // namespace dateline::query
