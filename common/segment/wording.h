// SPDX-License-Identifier: GPL-2.0-or-later
// How the words of a segment's articles are written, and where their sentences and paragraphs end.
//
// The token streams of the forward index know words by their terms, which are folded and stemmed.
// The file `wording`, beside it, has the rest: the dictionary of the segment, and for each word of
// an article which form of its term it is.
//
//   word     a folded word, as it was before stemming: "organisations". Words are grouped by term.
//   form     a word as it is written: "Organisations", "organisation's". The forms of a term are
//            numbered from 0, the most frequent first; that number is what is stored of each word
//            of an article, in two bits where it is less than 3. What hyphens join is a form, too.
//
//   streams, one after another           see put_stream
//   arrays, and a footer                 see arrays.h, and Footer in wording.cc
#pragma once

#include "common/disk/arrays.h"
#include "common/disk/pack.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::segment {

/// The name of the file.
inline constexpr const char* kWordingName = "wording";

/// A sentence of an article. The headline's come first.
struct Sentence {
  std::uint32_t words = 0;      ///< at least one
  bool ends_paragraph = false;  ///< as the last of headline and body do

  /// The next one of a stream. Throws disk::Damaged.
  static Sentence take(disk::Unpacker& in) {
    const std::uint32_t code = in.uint32();
    return {code >> 1U, (code & 1U) != 0};
  }
};

/// A compound, which is also found as one word: see common/text/compounds.h.
struct JoinedWord {
  std::uint32_t last = 0;   ///< the word of the article that ends it, counted from 0
  std::uint32_t words = 0;  ///< that it consists of
  std::uint32_t term = 0;   ///< of the joined word
  std::uint32_t form = 0;   ///< of the term
  bool hyphenated = true;   ///< if not, it is found in phrases, too
};

/// What is stored for one article: the number of each word's form, in order; its sentences, which
/// contain all words; its compounds.
struct ArticleWording {
  std::vector<std::uint32_t> forms;
  std::vector<Sentence> sentences;
  std::vector<JoinedWord> joined;
  std::uint32_t body_words = 0;
  void clear();
  /// Ends the sentence at the last word, if there is one outside any sentence.
  void end_sentence(bool ends_paragraph);

 private:
  std::uint32_t held_ = 0;  ///< words that the sentences hold
};

/// Reads the file in place. Safe to share between threads. All functions throw disk::Damaged.
class Wording {
 public:
  /// Throws Error (Machine), too.
  explicit Wording(const std::filesystem::path& file,
                   std::optional<disk::BlockSums> sums = std::nullopt);

  [[nodiscard]] std::uint32_t documents() const {
    return static_cast<std::uint32_t>(body_words_.size());
  }
  /// The length of each body in words.
  [[nodiscard]] std::span<const std::uint32_t> body_words() const { return body_words_.all(); }
  /// What is stored for an article with that many words, headline included.
  void read(std::uint32_t docid, std::uint32_t words, ArticleWording& to) const;
  /// Prefetches what is stored for an article, or its beginning.
  void prefetch(std::uint32_t docid) const { streams_.prefetch(docid - 1); }
  /// Its sentences alone.
  void read_sentences(std::uint32_t docid, std::uint32_t words, std::vector<Sentence>& to) const;

  /// The forms of single words of an article, which is faster than reading all.
  class Forms {
   public:
    Forms(std::string_view stream, std::uint32_t words);
    /// Of word `i` of the article.
    [[nodiscard]] std::uint32_t at(std::uint32_t i) const;

   private:
    [[nodiscard]] std::uint32_t escapes_before(std::uint32_t words) const;

    std::string_view codes_;
    std::string_view escapes_;
  };
  [[nodiscard]] Forms forms_of(std::uint32_t docid, std::uint32_t words) const {
    return Forms(stream(docid), words);
  }

  /// The sentences one after another, for callers that know when to stop.
  class Sentences {
   public:
    explicit Sentences(std::string_view stream) : in_(stream, kWordingName) {}
    /// The next one. After the last words of the article it is meaningless; at the end it is empty.
    Sentence next() { return in_.at_end() ? Sentence() : Sentence::take(in_); }

   private:
    disk::Unpacker in_;
  };
  [[nodiscard]] Sentences sentences(std::uint32_t docid) const { return Sentences(stream(docid)); }

  /// The dictionary. Terms have the numbers used in token streams, from 1 on.
  [[nodiscard]] std::uint32_t terms() const;
  [[nodiscard]] std::uint32_t words() const { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] std::string_view term(std::uint32_t number) const;
  [[nodiscard]] std::string_view word(std::uint32_t word) const { return words_[word]; }
  /// Calls `visit` with the number of each word that begins with `start` until it returns false.
  template <typename Visit>
  void each_word_from(std::string_view start, Visit visit) const {
    if (start.empty()) {
      for (std::uint32_t word = 0; word < words() && visit(word); ++word) continue;
      return;
    }
    // Such words are far apart: the end of one is prefetched, then the word, while others are
    // looked at.
    constexpr std::size_t kAhead = 8;
    const std::span<const std::uint32_t> found = words_from(start);
    for (std::size_t i = 0; i < found.size() && visit(found[i]); ++i) {
      if (i + 2 * kAhead < found.size()) {
        words_.prefetch_end(found[i + 2 * kAhead]);
      }
      if (i + kAhead < found.size()) words_.prefetch(found[i + kAhead]);
    }
  }
  [[nodiscard]] std::uint32_t term_of_word(std::uint32_t word) const { return word_terms_[word]; }
  /// Is this term a compound in any article?
  [[nodiscard]] bool is_joined(std::uint32_t term) const;
  /// Is it one without hyphens?
  [[nodiscard]] bool is_joined_without_hyphen(std::uint32_t term) const;
  /// How many forms the term has, and how many the terms before it have.
  [[nodiscard]] std::uint32_t forms(std::uint32_t term) const;
  [[nodiscard]] std::uint32_t forms_before(std::uint32_t term) const;
  [[nodiscard]] std::uint32_t all_forms() const {
    return static_cast<std::uint32_t>(forms_.size());
  }
  /// Form `n` of the term as written, and its word.
  [[nodiscard]] std::string_view form(std::uint32_t term, std::uint32_t n) const;
  [[nodiscard]] std::string_view word_of_form(std::uint32_t term, std::uint32_t n) const;

  /// Reads the whole file. Throws when it has changed since it was written.
  void verify() const;

 private:
  [[nodiscard]] std::string_view stream(std::uint32_t docid) const { return streams_[docid - 1]; }
  [[nodiscard]] std::span<const std::uint32_t> words_from(std::string_view start) const;
  [[nodiscard]] std::uint32_t form_index(std::uint32_t term, std::uint32_t n) const;

  disk::ArrayFile file_;
  disk::Parts<std::uint64_t> streams_;
  disk::Array<std::uint32_t> body_words_;
  disk::Parts<std::uint32_t> terms_;
  disk::Array<std::uint32_t> word_terms_;
  disk::Parts<std::uint32_t> words_;
  disk::Array<std::uint32_t> form_begins_;  ///< by number of the term; one more than there are
  disk::Array<std::uint32_t> form_words_;
  disk::Parts<std::uint32_t> forms_;
  disk::Array<std::uint32_t> joined_terms_;  ///< rising; see wording.cc
  disk::Array<std::uint32_t> sorted_;        ///< words, in order of their bytes
};

/// A form of a term while a dictionary is made.
struct Form {
  std::string written;
  std::string word;
  std::uint64_t count = 0;
};

/// Sorts the forms of one term, most frequent first. Returns the new number of each.
std::vector<std::uint32_t> order_forms(const std::vector<Form>& forms);

/// Writes the file. All functions throw Error (Machine).
class WordingWriter {
 public:
  explicit WordingWriter(const std::filesystem::path& file);

  /// Articles come in order of docid.
  void add_article(const ArticleWording& article);
  /// Terms come in order of their numbers, each with its forms and what `order_forms` numbers them.
  void add_term(std::string_view term, const std::vector<Form>& forms,
                std::span<const std::uint32_t> numbers);
  /// The term is a compound in articles that are not added.
  void mark_joined(std::uint32_t term, bool hyphenated);
  void finish();

 private:
  disk::ArrayWriter file_;
  std::string scratch_;
  std::vector<std::uint64_t> stream_ends_;
  std::vector<std::uint32_t> body_words_;
  std::string terms_;
  std::vector<std::uint32_t> term_ends_;
  std::string words_;
  std::vector<std::uint32_t> word_ends_;
  std::vector<std::uint32_t> word_terms_;
  std::vector<std::uint32_t> form_begins_ = {0, 0};  // no term has the number 0
  std::string forms_;
  std::vector<std::uint32_t> form_ends_;
  std::vector<std::uint32_t> form_words_;
  std::set<std::uint32_t> joined_terms_;
};

}  // namespace dateline::segment
