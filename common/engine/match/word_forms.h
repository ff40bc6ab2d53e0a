// SPDX-License-Identifier: GPL-2.0-or-later
// A word asked for as written: which forms of its terms are meant, and which articles have them.
#pragma once

#include "common/engine/match/bytes.h"
#include "common/engine/plan/place_rule.h"
#include "common/segment/reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::match {

/// Forms of a term in one segment.
struct Forms {
  bool all = true;
  std::vector<bool> accepted = {};  ///< by form, unless all are
  [[nodiscard]] bool accept(std::uint32_t form) const {
    return all || (form < accepted.size() && accepted[form]);
  }
  [[nodiscard]] bool none() const {
    return !all && std::find(accepted.begin(), accepted.end(), true) == accepted.end();
  }
};

/// `number` is that of the term in the segment's token streams.
Forms forms_of(const query::WrittenTerm& term, std::uint32_t number,
               const segment::Wording& wording);

/// May an article have the term, which is one of the Word's, as a compound that counts?
bool may_be_joined(const query::Places& word, std::uint32_t term, const segment::Wording& wording);

/// A term of a Word for which an article must be read.
struct PartlyWritten {
  std::string term;
  std::uint32_t number = 0;
  Forms forms;
  bool is_joined = false;  ///< it may be a compound, which counts as well
};

/// The terms of a Word in a segment: those that all their articles have as asked, and those that an
/// article may have only in other forms.
struct SegmentTerms {
  std::vector<std::string> whole;
  std::vector<PartlyWritten> partly;
};

/// Of a Word.
SegmentTerms terms_in(const query::Places& word, const segment::Reader& segment);

/// Looks for terms in the forms that are asked for, one article after another: anywhere, or only in
/// the headline. All functions throw disk::Damaged.
class WrittenTerms {
 public:
  WrittenTerms(std::vector<PartlyWritten> terms, bool in_headline, const segment::Reader& segment);

  /// Prefetches what will be read of the article.
  void prefetch(std::uint32_t docid) const;
  /// Goes to an article.
  void enter(std::uint32_t docid);
  /// Does it have term number `i` as asked?
  bool stands(std::size_t i);

 private:
  struct Term {
    PartlyWritten written;
    Bytes bytes;
  };

  /// The part of the article where terms are searched for.
  [[nodiscard]] std::string_view sought() const;
  [[nodiscard]] std::uint32_t words();
  bool is_joined(const PartlyWritten& term);

  std::vector<Term> terms_;
  bool in_headline_;
  const segment::Reader& segment_;
  std::uint32_t docid_ = 0;
  std::string_view tokens_;
  std::optional<std::uint32_t> words_;  ///< of the article, once they were counted
  std::optional<segment::Wording::Forms> forms_;
  segment::ArticleWording wording_;
};

}  // namespace dateline::match
