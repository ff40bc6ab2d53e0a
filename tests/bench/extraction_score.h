// SPDX-License-Identifier: GPL-2.0-or-later
// Compares what was read from a page with what people found in it, and counts errors by kind.
#pragma once

#include "common/fields/article.h"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace dateline::bench {

/// Precision and recall of one text, or sums of them.
struct Overlap {
  double precision = 0;
  double recall = 0;
};

double f1(const Overlap& overlap);

/// Runs of `length` words of both texts, compared as bags.
Overlap compare(const std::string& expected, const std::string& found, std::size_t length);

/// Called with a page's field and what is wrong with it, for those who may look at the page.
using OnFault = std::function<void(std::string_view field, const std::string& what)>;

/// Counts over many pages.
class ExtractionScore {
 public:
  /// An article, or a page that was rejected: then `article` is empty and `reason` says why.
  void take(const nlohmann::json& expected, const Article& article, const std::string& reason,
            const OnFault& fault);

  void print() const;

 private:
  /// How often a field was right. A wrong value misleads, a missing one does not.
  struct Exactness {
    int right = 0;
    int wrong = 0;
    int missing = 0;
    int unflagged = 0;  ///< wrong, and the article has no flag about it
    std::map<std::string, int> kinds;
  };

  void take_body(const std::string& expected, const std::string& found, const OnFault& fault);
  /// `kind` is empty where the value is right.
  void take_field(const std::string& name, const std::string& kind, const std::string& found,
                  const std::string& wanted, bool flagged, const OnFault& fault);

  int pages_ = 0;
  int bodies_ = 0;
  std::map<std::string, int> rejects_;
  std::array<Overlap, 2> overlaps_;  ///< sums: of four words, and of single ones
  std::map<std::string, Exactness> fields_;
  std::map<std::string, std::size_t> text_kinds_;  ///< bytes
  std::size_t expected_bytes_ = 0;
};

}  // namespace dateline::bench
