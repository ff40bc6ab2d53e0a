// SPDX-License-Identifier: GPL-2.0-or-later
// What the names of a page's parts say about them.
#pragma once

#include <string_view>

#include <gumbo.h>

namespace dateline::html {

enum class Hint {
  None,
  Body,     ///< named as the text of the article
  Beside,   ///< named as something else: navigation, sharing, related articles…
  Replies,  ///< named as comments
  Unseen,   ///< never shown, or not text by nature: always left out
};

/// What tag, role, class, id and visibility of an element say.
struct Judgement {
  Hint hint = Hint::None;
  bool is_date = false;     ///< named as the date of publication
  bool is_change = false;   ///< named as the date of a change
  bool leads_away = false;  ///< named as navigation, or as other articles
  /// Named as something with dates of its own: a caption, a biography, a meeting, a box of facts.
  bool serves_else = false;
};

Judgement judge(const GumboNode& element);

}  // namespace dateline::html
