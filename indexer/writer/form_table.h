// SPDX-License-Identifier: GPL-2.0-or-later
// How the words of a segment are written, while it is built.
#pragma once

#include "common/segment/wording.h"
#include "common/text/term.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The forms of all terms. Those of a term are numbered in order of arrival, and in the end by how
/// often each occurs. A form may be there more than once if several languages have it.
class FormTable {
 public:
  /// Adds a form of a term, with the term's next number.
  void add(std::uint32_t term, std::string_view written, const text::TermMaker& maker);

  /// After the last form; `terms` is the number of terms.
  void close(std::size_t terms);
  /// Then say how often each form occurs in the articles.
  void count(std::uint32_t term, std::uint32_t number) { ++counts_[begins_[term] + number]; }
  /// And then, in order, get the new numbers.
  void order();
  [[nodiscard]] std::uint32_t ordered(std::uint32_t term, std::uint32_t number) const {
    return order_[begins_[term] + number];
  }
  /// The forms of a term in order of arrival, and their new numbers. Valid until the next call.
  const std::vector<segment::Form>& forms(std::uint32_t term);
  [[nodiscard]] std::span<const std::uint32_t> numbers(std::uint32_t term) const {
    return std::span(order_).subspan(begins_[term], begins_[term + 1] - begins_[term]);
  }

 private:
  struct Entry {
    std::uint32_t term;
    std::uint32_t end;  ///< of its text
    const text::TermMaker* maker;
  };

  /// Fills `forms_` except for the words, which ordering does not look at.
  void collect(std::uint32_t term);

  std::vector<Entry> entries_;
  std::string text_;
  std::vector<std::uint32_t> begins_;   ///< by term; one more than there are
  std::vector<std::uint32_t> by_term_;  ///< entries, those of a term together
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> order_;
  std::vector<segment::Form> forms_;
};

}  // namespace dateline
