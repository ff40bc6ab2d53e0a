// SPDX-License-Identifier: GPL-2.0-or-later
// What the Tab key can insert: names of fields, functions and operators, values of fields, and
// arguments of commands.
#pragma once

#include "common/engine/query/tree.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::interactive {

/// The values that articles have in a field, most frequent first; empty if there are none to list.
using FieldValues = std::function<std::vector<std::string>(query::Field)>;

struct Completion {
  std::size_t replaced = 0;  ///< bytes before the cursor that `text` stands for
  std::string text;          ///< the candidates' common prefix; never less than was typed
  std::vector<std::string> candidates;  ///< as they would be inserted; one if `text` is complete
};

/// For the line up to the cursor.
Completion complete(std::string_view before_cursor, const FieldValues& values);

}  // namespace dateline::interactive
