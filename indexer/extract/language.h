// SPDX-License-Identifier: GPL-2.0-or-later
// The language of an article.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The language that CLD2 finds reliable in `text`, else "und".
std::string detect_language(std::string_view text);

}  // namespace dateline
