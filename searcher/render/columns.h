// SPDX-License-Identifier: GPL-2.0-or-later
// Text in terminal columns, which are not its bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

/// As much of the beginning, or of the end, of `text` as fits into `columns`; an ellipsis marks
/// omissions. `text` is safe for a terminal.
std::string first_columns(std::string_view text, std::size_t columns);
std::string last_columns(std::string_view text, std::size_t columns);

/// `text` padded with spaces after it, or before it, to `columns`.
std::string filled(std::string_view text, std::size_t columns);
std::string filled_before(std::string_view text, std::size_t columns);

}  // namespace dateline
