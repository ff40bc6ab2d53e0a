// SPDX-License-Identifier: GPL-2.0-or-later
// A synthetic news archive of any size, article by article and always the same for the same seed.
#pragma once

#include "tests/bench/alias_table.h"
#include "tests/bench/rng.h"
#include "tests/bench/vocabulary.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline::bench {

struct SyntheticArticle {
  std::string id;        ///< "syn-00000001", counted from 1
  std::string headline;  ///< 6–12 words, most of them from the body
  std::string body;      ///< ASCII; paragraphs separated by an empty line
  std::chrono::year_month_day date;
  std::string source;
  std::string section;
  std::string author;
  std::vector<std::uint32_t> ranks;  ///< of the body's words in the vocabulary, in order

  [[nodiscard]] std::uint64_t text_bytes() const { return headline.size() + body.size(); }
};

/// The days of the corpus, working days fuller than weekends.
class Calendar {
 public:
  static constexpr std::chrono::year_month_day kFirst{std::chrono::year{2000},
                                                      std::chrono::month{1}, std::chrono::day{1}};
  static constexpr std::chrono::year_month_day kLast{std::chrono::year{2019},
                                                     std::chrono::month{12}, std::chrono::day{31}};

  Calendar();

  /// The day by which `part` (0 to 1) of all articles have arrived, give or take a few days.
  std::chrono::year_month_day near(double part, Rng& rng) const;

 private:
  std::vector<double> until_;  ///< the share of articles up to the end of each day
};

/// Produces the articles in roughly chronological order. Memory does not grow with their number.
class Corpus {
 public:
  /// The same count and seed give the same articles.
  Corpus(std::uint64_t articles, std::uint64_t seed);

  /// Fills `article`, reusing its memory; false at the end.
  bool next(SyntheticArticle& article);

  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  void write_body(SyntheticArticle& article);
  void write_headline(SyntheticArticle& article);
  char* spell(std::uint32_t rank, bool capital, char* to) const;
  std::string dateline(const SyntheticArticle& article);

  Vocabulary vocabulary_;
  Calendar calendar_;
  AliasTable sources_;
  AliasTable places_;
  AliasTable sections_;
  std::uint64_t articles_;
  std::uint64_t made_ = 0;
  Rng rng_;
};

}  // namespace dateline::bench
