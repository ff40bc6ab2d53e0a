// SPDX-License-Identifier: GPL-2.0-or-later
// Whether two articles under one id are versions of one article, or two articles: data sets number
// their rows from 1 in every file, and a feed may give all its items one address.
#pragma once

#include "common/fields/article.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// What versions of an article have in common; some 400 bytes at most.
struct Gist {
  std::string headline;
  std::string url;
  Date published;
  /// Hashes of the runs of two words at the beginning of the text, of one word in a text of one.
  /// Sorted, each once.
  std::vector<std::uint32_t> runs;
};

Gist gist_of(const Article& article);

/// Counts such an id something within its file, as "17", "row-17" and "a17" do? It says little
/// about articles of other files.
bool is_counter(std::string_view id);

/// False if none of the words of one headline that matter is in the other. A missing headline is
/// like any.
bool are_headlines_alike(std::string_view a, std::string_view b);

/// Are both of one day, as far as their days are known?
bool may_be_one_day(const Date& a, const Date& b);

/// Is `later` a version of `earlier`, which has the same id? Not if text, headline and day differ
/// altogether. Under a counter it takes the text, or headline and day: two files may have one day.
bool are_versions(std::string_view id, const Gist& earlier, const Gist& later);

}  // namespace dateline
