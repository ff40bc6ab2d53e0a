// SPDX-License-Identifier: GPL-2.0-or-later
// Spelling of terms.
#include "common/fields/schema.h"

#include "common/text/fold.h"
#include "common/text/tokenizer.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

namespace dateline::schema {
namespace {

/// Xapian's limit is 245 bytes, prefix included, and zero bytes count twice.
constexpr std::size_t kMaxKeyBytes = 200;

constexpr std::size_t kHashBytes = 17;  // with the '#' before it

std::string bounded(std::string_view key) {
  if (key.size() <= kMaxKeyBytes) return std::string(key);
  return fmt::format("{}#{:016x}", text::cut(key, kMaxKeyBytes),
                     XXH3_64bits(key.data(), key.size()));
}

}  // namespace

const std::vector<Slot>& all_slots() {
  static const std::vector<Slot> all = [] {
    std::vector<Slot> slots = {kPublished, kOldestFirst, kDatelineDate, kIngested, kDigest};
    for (const fields::Row* facet : fields::facets()) slots.push_back(facet->slot);
    std::sort(slots.begin(), slots.end());
    return slots;
  }();
  return all;
}

const std::vector<Slot>& segment_slots() {
  static const std::vector<Slot> some = {kDatelineDate, kIngested, kDigest};
  return some;
}

std::string id_term(std::string_view id) {
  return std::string(kIdPrefix) + bounded(id);
}

std::string_view begin_of_id(std::string_view id_term) {
  const std::string_view key = id_term.substr(kIdPrefix.size());
  return key.size() <= kMaxKeyBytes ? key : key.substr(0, key.size() - kHashBytes);
}

std::string facet_key(std::string_view value) {
  const std::string folded = text::fold(value);
  std::string key;
  for (const text::Token token : text::tokens(folded)) {
    if (!key.empty()) key += ' ';
    key += token.in(folded);
  }
  if (key.starts_with("the ")) key.erase(0, 4);
  // A value of only punctuation ("?!") is still a value.
  if (key.empty()) key = folded;
  return bounded(key);
}

std::string facet_term(const fields::Row& facet, std::string_view value) {
  return std::string(facet.prefix) + facet_key(value);
}

std::string facet_word_term(const fields::Row& facet, std::string_view word) {
  return std::string(facet.prefix) + "W" + bounded(text::fold(word));
}

std::vector<std::string> parties(std::string_view name) {
  std::vector<std::string> all;
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t slash = rest.find(" / ");
    all.emplace_back(text::trim(rest.substr(0, slash)));
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 3);
  }
  return all;
}

}  // namespace dateline::schema
