// SPDX-License-Identifier: GPL-2.0-or-later
// The fields of an article, a row each: their names in records, queries, facets and exports, and
// where a segment has them. Code for every field is a loop over these rows, so that a new field is
// a row here and a member of Article, besides the readers that find it.
#pragma once

#include "common/fields/article.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dateline::fields {

using Member =
    std::variant<std::string Article::*, std::vector<std::string> Article::*, Date Article::*,
                 EvidentDate Article::*, std::vector<Flag> Article::*, unsigned Article::*>;

/// Does a change of the field make it another article (indexer/extract/identity.h)?
enum class InDigest {
  Yes,
  No,
  /// For fields added later: articles that do not state them keep their digest.
  WhereStated,
};

/// Which boolean terms an article gets for the field.
enum class Terms {
  None,
  Names,  ///< prefix and each whole name, each party to it, and `W` and each word of it, folded
  Codes,  ///< prefix and the value as it is
};

/// Of a value in Xapian's documents, and of a column in a segment's forward index.
using Slot = unsigned;
inline constexpr Slot kNoSlot = std::numeric_limits<Slot>::max();

struct Row {
  std::string_view key;  ///< in records, JSON, CSV and `--fields`
  Member member;
  InDigest digest;
  unsigned column;  ///< its rank among the columns of an export

  // The following is for fields that can be searched by.
  std::string_view name = {};        ///< `source:`, and of facets `--by source`
  std::string_view short_name = {};  ///< another name in queries: `lang:`
  std::string_view about = {};       ///< what `name:` finds, for help and completion
  Terms terms = Terms::None;
  std::string_view prefix = {};  ///< of the terms

  // And this is for facets, which can be counted by.
  Slot slot = kNoSlot;           ///< once given, it is not changed
  std::string_view plural = {};  ///< the verb that lists all values
};

/// In the order of records.
inline constexpr std::array kRows = {
    Row{"id", &Article::id, InDigest::Yes, 0},
    Row{"headline", &Article::headline, InDigest::Yes, 2},
    Row{"body", &Article::body, InDigest::Yes, 99},
    Row{"published", &Article::published, InDigest::Yes, 1},
    Row{"dateline_date", &Article::dateline_date, InDigest::Yes, 20},
    Row{"stated_date", &Article::stated_date, InDigest::Yes, 21},
    Row{"ingested", &Article::ingested, InDigest::No, 23},
    Row{"source", &Article::source, InDigest::Yes, 3, "source", "",
        "who published it, as a name or a word of it", Terms::Names, "XSRC", 5, "sources"},
    Row{"stated_source", &Article::stated_source, InDigest::Yes, 22},
    Row{"agencies", &Article::agencies, InDigest::Yes, 4, "agency", "",
        "a news agency that is credited", Terms::Names, "XAGY", 6, "agencies"},
    Row{"place", &Article::place, InDigest::Yes, 5, "place", "",
        "where the dateline says it was written", Terms::Names, "XPLC", 7, "places"},
    Row{"authors", &Article::authors, InDigest::Yes, 6, "author", "", "who wrote it", Terms::Names,
        "XAUT", 8, "authors"},
    Row{"section", &Article::section, InDigest::Yes, 7, "section", "", "the section it appeared in",
        Terms::Names, "XSEC", 9, "sections"},
    Row{"pages", &Article::pages, InDigest::WhereStated, 12, "page", "",
        "the page of the printed paper", Terms::Names, "XPGE", 12, "pages"},
    Row{"tags", &Article::tags, InDigest::Yes, 8, "tag", "", "a tag, subject or keyword",
        Terms::Names, "XTAG", 10, "tags"},
    Row{"language", &Article::language, InDigest::Yes, 9, "language", "lang",
        "the language, as en, fr, ru", Terms::Codes, "L", 11, "languages"},
    Row{"url", &Article::url, InDigest::Yes, 10},
    Row{"flags", &Article::flags, InDigest::Yes, 11, "flag", "",
        "a warning: date-conflict, encoding-guessed, …", Terms::Codes, "XFLAG"},
    Row{"version", &Article::version, InDigest::No, 24},
};

constexpr bool is_facet(const Row& row) {
  return row.slot != kNoSlot;
}

/// Is it a date with evidence? Records, JSON and exports have that beside it.
constexpr bool has_evidence(const Row& row) {
  return std::holds_alternative<EvidentDate Article::*>(row.member);
}

/// "published_evidence"
std::string evidence_key(const Row& row);

/// The row of that key. Does not compile if there is none.
consteval const Row& row(std::string_view key) {
  std::size_t i = 0;
  while (kRows.at(i).key != key) ++i;
  return kRows[i];
}

/// Its index in kRows.
consteval std::size_t index_of(std::string_view key) {
  return static_cast<std::size_t>(&row(key) - kRows.data());
}

/// All facets, in the order of kRows.
std::span<const Row* const> facets();

/// The facet of that name; null if there is none.
const Row* facet_of(std::string_view name);

/// All fields, in the order of their columns.
std::span<const Row* const> columns();

/// Calls `visit(row, value)` for each field of `article`, the value in its own type.
template <typename SomeArticle, typename Visit>
void each(SomeArticle& article, Visit visit) {
  for (const Row& row : kRows) {
    std::visit([&](auto member) { visit(row, article.*member); }, row.member);
  }
}

/// The article's values there, as texts: names, dates in ISO 8601, names of flags. Empty ones are
/// left out.
std::vector<std::string> values(const Article& article, const Row& row);

/// Sets the article's field to `values`. A text takes the first; the field must be a text or a list
/// of texts.
void set(Article& article, const Row& row, std::vector<std::string> values);

namespace check {

consteval bool has_no_two(auto property) {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto value = property(kRows[i]);
      if (value != decltype(value){} && value == property(kRows[j])) return false;
    }
  }
  return true;
}
static_assert(has_no_two([](const Row& row) { return row.key; }));
static_assert(has_no_two([](const Row& row) { return row.column; }));
static_assert(has_no_two([](const Row& row) { return row.name; }));
static_assert(has_no_two([](const Row& row) { return row.prefix; }));
static_assert(has_no_two([](const Row& row) { return row.slot + 1; }));
static_assert(std::ranges::all_of(kRows, [](const Row& row) {
  return row.name.empty() == (row.terms == Terms::None) && row.name.empty() == row.prefix.empty() &&
         is_facet(row) != row.plural.empty() && (!is_facet(row) || !row.name.empty());
}));

/// Does not compile if a member of Article has no row.
[[maybe_unused]] inline void each_member_has_a_row(const Article& article) {
  [[maybe_unused]] const auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s] = article;
  static_assert(kRows.size() == 19);
}

}  // namespace check
}  // namespace dateline::fields
