// SPDX-License-Identifier: GPL-2.0-or-later
// Recognising a text that is printed again, and nothing else.
//
// Stories (indexer/writer/fingerprint.h) are about articles of which one was made from another. A
// text print is about one and the same text: with other commas, capitals, accents or a word put
// right, under any id. It is made of words as they are folded, in no language, so that it is the
// same whatever language the text was taken for.
#pragma once

#include "common/fields/article.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline {

/// What is kept of a text: some 270 bytes.
struct TextPrint {
  std::uint64_t words = 0;    ///< a hash of all words of headline and text; 0 if none
  std::uint64_t numbers = 0;  ///< the same of those words of the text that have a digit
  /// Up to kPrintFeatures features of the text's shingles; none if it is too short for shingles.
  std::vector<std::uint32_t> features;
  friend bool operator==(const TextPrint&, const TextPrint&) = default;
};

inline constexpr std::size_t kPrintFeatures = 64;

/// Two prints of one text share this part of the features that either has.
inline constexpr double kSameFeatures = 0.9;

/// Safe on many threads.
TextPrint print_of(const Article& article);

/// Are both the same text? The words of two long texts may differ here and there, but not their
/// numbers: daily reports that are made of the same sentences differ in these. Two short texts have
/// the same words, with their headlines.
bool is_same_text(const TextPrint& a, const TextPrint& b);

}  // namespace dateline
