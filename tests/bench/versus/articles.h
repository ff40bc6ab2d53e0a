// SPDX-License-Identifier: GPL-2.0-or-later
// The corpus in the form that all engines read: JSON Lines with the strings id, title, text, date
// (2019-12-13) and source, and maybe others.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace dateline::bench {

struct PlainArticle {
  std::string_view id;
  std::string_view title;
  std::string_view text;
  std::string_view date;
  std::string_view source;

  [[nodiscard]] std::uint64_t text_bytes() const { return title.size() + text.size(); }
};

/// Calls `visit` with each article; its argument is valid until it returns. Throws
/// std::runtime_error when a line is not in the form.
void each_article(const std::filesystem::path& corpus,
                  const std::function<void(const PlainArticle&)>& visit);

/// Writes the articles of any file that Dateline reads, as Dateline understands them, in the form.
/// Leaves out those not dated to the day, which engines sort differently, and returns how many
/// those were, including what is not an article.
std::uint64_t normalise(const std::filesystem::path& file, const std::filesystem::path& corpus);

/// Writes the articles as records of Omega's scriptindex.
void write_dump(const std::filesystem::path& corpus, const std::filesystem::path& dump);

/// Writes that many articles of `corpus` again, under other ids.
void write_more(const std::filesystem::path& corpus, std::uint64_t articles,
                const std::filesystem::path& more);

}  // namespace dateline::bench
