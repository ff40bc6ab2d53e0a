// SPDX-License-Identifier: GPL-2.0-or-later
// What the names that page authors give to parts of a page say about them.
#pragma once

#include <string_view>

#include <gumbo.h>

namespace dateline::html {

enum class Hint {
  None,
  Body,     ///< named as the text of the article
  Beside,   ///< named as something else: navigation, sharing, related articles…
  Replies,  ///< named as comments
  Unseen,   ///< never shown, or no text by its nature: always left out
};

/// Judges an element by its tag, role, class, id and visibility.
Hint hint_of(const GumboNode& element);

}  // namespace dateline::html
