// SPDX-License-Identifier: GPL-2.0-or-later
// From articles to a segment, in one pass and in memory.
#pragma once

#include "common/fields/article.h"
#include "common/glass/database_writer.h"
#include "common/segment/forward.h"
#include "common/segment/records.h"
#include "common/segment/wording.h"
#include "common/text/string_table.h"
#include "common/text/term.h"
#include "indexer/writer/deflate.h"
#include "indexer/writer/form_table.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Stems of words, kept from one segment to the next. One object per thread.
struct WordMemory {
  std::map<std::string, text::TermMaker, std::less<>> languages;
};

/// Builds one segment: its Xapian database as common/fields/schema.h describes it, its records, its
/// forward index and its wording. Posting lists grow in memory as bytes, two or three for each
/// posting; records are written to disk immediately.
class Inverter {
 public:
  /// Creates `segment`. All functions throw Error (Machine).
  Inverter(const std::filesystem::path& segment, WordMemory& words);

  /// Articles come in order of publication. `record` is stored as it is, `digest` (16 bytes) in its
  /// slot.
  void add(const Article& article, std::string_view record, std::string_view digest);

  /// Writes what is in memory.
  void finish();

 private:
  /// A term, and its postings so far: { gap, wdf }… in bytes.
  struct Term {
    std::string postings;
    std::uint32_t documents = 0;
    std::uint32_t last = 0;    ///< docid of the latest posting
    std::uint32_t wdf = 0;     ///< in the current article
    std::uint64_t tokens = 0;  ///< how often it occurs in token streams, or is a compound
    std::uint32_t forms = 0;   ///< how many spellings it has
  };
  /// The words of one language in this segment.
  struct Language {
    text::TermMaker* maker = nullptr;
    unsigned generation = 0;
    std::vector<std::uint32_t> terms;  ///< by number of the word: number of the term
    std::vector<std::uint32_t> forms;  ///< by number of the word: its number among the term's forms
  };

  Language& language(const std::string& code);
  static std::uint32_t word_number(Language& language, std::string_view word);
  std::uint32_t term_of(Language& language, std::uint32_t word);
  /// The number of the form among those of its term. Counts an occurrence of the term.
  std::uint32_t form_of(Language& language, std::uint32_t word, std::string_view written);
  std::uint32_t term_number(std::string_view term);
  void occurs(std::uint32_t term, std::uint32_t times);
  void boolean(std::string_view term) { occurs(term_number(term), 0); }
  void add_words(Language& words, std::string_view text, bool is_headline);
  void add_dates(const Article& article);
  void add_name(const fields::Row& facet, const std::string& name);
  void add_fields(const Article& article);
  void value(std::uint32_t slot, std::string_view value);
  void close_postings();
  std::vector<std::uint32_t> number_tokens(std::vector<segment::TokenTerm>& terms) const;
  void count_forms();
  void write_forward();
  void write_dictionary(const std::vector<std::uint32_t>& numbers);

  WordMemory& words_;
  glass::DatabaseWriter database_;
  segment::RecordsWriter records_;
  segment::ForwardWriter forward_;
  segment::WordingWriter wording_;
  Deflater deflater_;
  std::map<std::string, Language, std::less<>> languages_;
  text::StringTable term_names_;
  std::vector<Term> terms_;             ///< by number of the term
  std::vector<std::uint32_t> touched_;  ///< terms of the current article
  std::uint32_t docid_ = 0;             ///< of the current article
  std::uint32_t length_ = 0;
  std::string tokens_;  ///< of all articles, numbered as terms_ is, from 1
  std::vector<std::size_t> token_ends_;
  FormTable forms_;
  segment::ArticleWording words_at_hand_;  ///< of the current article; forms in order of arrival
  std::string form_numbers_;               ///< of all articles
  std::vector<segment::Sentence> sentences_;
  std::vector<std::size_t> sentence_ends_;
  std::vector<segment::JoinedWord> joined_;  ///< numbered as terms_ is, forms in order of arrival
  std::vector<std::size_t> joined_ends_;
  std::vector<std::uint32_t> body_words_;
  std::vector<std::string> ids_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint64_t> published_;
  std::vector<std::int16_t> zones_;
  std::string scratch_;
};

}  // namespace dateline
