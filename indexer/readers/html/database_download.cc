// SPDX-License-Identifier: GPL-2.0-or-later
// A database is known by marks that its exports have for each article, which are counted.
#include "indexer/readers/html/database_download.h"

#include "common/text/ascii.h"

#include <array>

#include <fmt/format.h>

namespace dateline::html {
namespace {

/// The marks are near the beginning; the rest of other pages is not searched.
constexpr std::size_t kHeadBytes = std::size_t{16} << 10U;

struct Mark {
  std::string_view database;
  std::string_view name;  ///< in the head of the page
  std::string_view text;  ///< once an article
  bool has_prefix;        ///< two letters stand before it, the article's language: `enHeadline`
};

constexpr auto kDatabaseMarks = std::to_array<Mark>({
    {"Factiva", "Factiva</title>", "Headline", true},
    {"Factiva", "Factiva</title>", "Article", true},
    {"Nexis", "<DOC NUMBER", "<DOCFULL>", false},
    {"Nexis", "LexisNexis", "<DOCFULL>", false},
    {"Europresse", "DocPublicationName", "\"DocPublicationName\"", false},
    {"Europresse", "DocPublicationName", "DocPublicationName ", false},
    {"ProQuest", "DocID_MSTAR_", "name=\"DocID_MSTAR_", false},
    {"ProQuest", "ProQuest", "ProQuest document ID", false},
});

bool ends_name(char c) {
  return c == '"' || c == '\'' || c == ' ' || c == '>';
}

/// `class="enHeadline"`: the mark is a whole name, but for its prefix.
bool is_prefixed(std::string_view page, std::size_t at, std::size_t size) {
  constexpr std::size_t kPrefix = 2;
  if (at < kPrefix + 1 || at + size >= page.size() || !ends_name(page[at + size])) return false;
  for (std::size_t i = at - kPrefix; i < at; ++i) {
    if (!ascii::is_letter(page[i]) || ascii::is_upper(page[i])) return false;
  }
  const char before = page[at - kPrefix - 1];
  return ends_name(before) || before == '=';
}

std::size_t count_of(std::string_view page, const Mark& mark) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = page.find(mark.text, at)) != page.npos; at += mark.text.size()) {
    if (!mark.has_prefix || is_prefixed(page, at, mark.text.size())) ++count;
  }
  return count;
}

}  // namespace

std::optional<std::string> database_download(std::string_view page) {
  for (const Mark& mark : kDatabaseMarks) {
    if (page.substr(0, kHeadBytes).find(mark.name) == page.npos) continue;
    const std::size_t count = count_of(page, mark);
    if (count == 0) continue;
    return fmt::format(
        "a download from {} that holds {} article{} in one page, which is not read: convert it "
        "into CSV, JSON or XML with a record for each article",
        mark.database, count, count == 1 ? "" : "s");
  }
  return std::nullopt;
}

}  // namespace dateline::html
