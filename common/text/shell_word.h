// SPDX-License-Identifier: GPL-2.0-or-later
// Text as a word of a POSIX shell.
#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// In quotes, whatever it holds.
std::string shell_word(std::string_view text);

/// For people: without quotes where none are needed.
std::string plain_shell_word(std::string_view text);

}  // namespace dateline::text
