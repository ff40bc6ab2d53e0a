// SPDX-License-Identifier: GPL-2.0-or-later
// What the name of a key or column means, by its words.
#pragma once

#include "indexer/readers/base/fields.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The words of a name, folded: `newspaperTitle`, `newspaper_title`, `Newspaper-Title` and
/// `newspapertitle` are "newspaper" and "title". A word that is joined from words known here is
/// taken apart.
std::vector<std::string> words_of_name(std::string_view name);

/// The field that the words of `name` mean together; nothing if a word says that it is about
/// something else (a change, a picture, a count), or is not known. Ranks are above those of
/// `usual_field`.
std::optional<UsualName> field_by_words(std::string_view name);

/// True for the bare word for a headline or title, in any language, without "article" or the like.
bool is_bare_title(std::string_view name);

/// True if a word of the name says that the text was recognised on a scan.
bool is_of_scan(std::string_view name);

/// True if the name's word is one for a headline in Scandinavia, and for a section elsewhere.
bool is_rubrik(std::string_view name);

}  // namespace dateline
