// SPDX-License-Identifier: GPL-2.0-or-later
// Hashes of folded words.
#include "indexer/writer/text_print.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "indexer/writer/fingerprint.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <xxhash.h>

namespace dateline {
namespace {

std::uint64_t hash_of(const std::vector<std::uint64_t>& hashes) {
  return XXH3_64bits(hashes.data(), hashes.size() * sizeof(std::uint64_t));
}

}  // namespace

TextPrint print_of(const Article& article) {
  std::vector<std::uint64_t> all;
  std::vector<std::uint64_t> body;
  std::vector<std::uint64_t> numbers;
  const auto add = [](std::string_view of, auto word) {
    for (const text::Token& token : text::tokens(of)) {
      const std::string folded = text::fold(token.in(of));
      if (!folded.empty()) word(folded, XXH3_64bits(folded.data(), folded.size()));
    }
  };
  add(article.headline,
      [&](const std::string& /*word*/, std::uint64_t hash) { all.push_back(hash); });
  add(article.body, [&](const std::string& word, std::uint64_t hash) {
    all.push_back(hash);
    body.push_back(hash);
    if (std::any_of(word.begin(), word.end(), [](char c) { return ascii::is_digit(c); }))
      numbers.push_back(hash);
  });
  TextPrint print;
  print.words = all.empty() ? 0 : hash_of(all);
  print.numbers = hash_of(numbers);
  print.features = fingerprint(shingles_of(body), kPrintFeatures);
  return print;
}

bool is_same_text(const TextPrint& a, const TextPrint& b) {
  if (a.words == b.words) return a.words != 0;
  if (a.numbers != b.numbers || a.features.empty() || b.features.empty()) return false;
  std::vector<std::uint32_t> one = a.features;
  std::vector<std::uint32_t> other = b.features;
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  std::vector<std::uint32_t> both;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(),
                        std::back_inserter(both));
  const auto most = static_cast<double>(std::max(one.size(), other.size()));
  return static_cast<double>(both.size()) >= kSameFeatures * most;
}

}  // namespace dateline
