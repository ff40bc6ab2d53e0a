// SPDX-License-Identifier: GPL-2.0-or-later
// What the words beside a date on a page say it is the date of.
#pragma once

#include <string_view>

namespace dateline::html {

enum class DateOf {
  Publication,    ///< the words say so: "Published", "veröffentlicht"
  Unsaid,         ///< no words, or a name, a place, an agency, a section
  Unclear,        ///< any other verb, noun or label
  Change,         ///< "Updated"
  SomethingElse,  ///< "Born", "Founded", "Photo taken"
};

/// What `before` and `after`, the rest of the line, say of a date between them.
DateOf date_of(std::string_view before, std::string_view after);

/// Does the text say that something was published?
bool says_published(std::string_view text);

/// Does it say that something else happened?
bool says_something_else(std::string_view text);

}  // namespace dateline::html
