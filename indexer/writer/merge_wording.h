// SPDX-License-Identifier: GPL-2.0-or-later
// The words of several segments as those of one.
#pragma once

#include "common/segment/reader.h"
#include "common/segment/wording.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace dateline {

/// New numbers by old: of tokens, or of forms counted through all terms.
using Renumbering = std::vector<std::uint32_t>;

/// How often each form of each term occurs in the kept articles of a segment.
class FormCounts {
 public:
  /// Reads all token streams except those of `gone`. Throws disk::Damaged.
  FormCounts(const segment::Reader& segment, const std::set<std::uint32_t>& gone);

  [[nodiscard]] std::uint64_t of_form(std::uint32_t term, std::uint32_t n) const;
  [[nodiscard]] std::uint64_t of_term(std::uint32_t term) const;

 private:
  const segment::Wording& wording_;
  std::vector<std::uint64_t> counts_;
};

/// Writes the dictionary of all terms, of which there are `terms`, with the forms that kept
/// articles have. Returns the new numbers of the forms of each segment. Throws disk::Damaged.
std::vector<Renumbering> merge_dictionaries(
    std::span<const std::unique_ptr<segment::Reader>> segments, std::span<const FormCounts> counts,
    std::span<const Renumbering> tokens, std::size_t terms, segment::WordingWriter& to);

/// The token stream and the wording of an article under new numbers. Throws disk::Damaged.
void renumber(const segment::Reader& segment, std::uint32_t docid, const Renumbering& tokens,
              const Renumbering& forms, std::string& token_stream, segment::ArticleWording& words);

}  // namespace dateline
