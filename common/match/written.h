// SPDX-License-Identifier: GPL-2.0-or-later
// A word that is asked for as it is written: which forms of its terms are meant, and which articles
// have them.
#pragma once

#include "common/match/positions.h"
#include "common/query/places.h"
#include "common/segment/reader.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
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

/// A term of a Word of which an article must be read.
struct PartlyWritten {
  std::string term;
  std::uint32_t number = 0;
  Forms forms;
  bool is_joined = false;  ///< hyphens may join other words to it, and those count, too
};

/// The terms of a Word that a segment has: those that every article that holds them has as asked,
/// and those that an article may have only in other forms.
struct SegmentTerms {
  std::vector<std::string> whole;
  std::vector<PartlyWritten> partly;
};

/// Of a Word.
SegmentTerms terms_in(const query::Places& word, const segment::Reader& segment);

/// Tells which articles have the term as asked, anywhere or only in the headline.
std::unique_ptr<Positions> make_written(const PartlyWritten& term, bool in_headline,
                                        const segment::Reader& segment);

}  // namespace dateline::match
