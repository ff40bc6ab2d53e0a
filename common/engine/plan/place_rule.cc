// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/engine/plan/place_rule.h"

#include "common/text/name_spelling.h"
#include "common/text/spelling.h"

#include <utility>

#include <fmt/format.h>

namespace dateline::query {

bool Spellings::accept(std::string_view written, std::string_view word) const {
  if (by == By::Word) return texts.contains(word);
  if (by == By::Name) return texts.contains(word) && text::is_capitalised(written);
  const std::string spelled = text::spelling(written, by == By::Cased);
  return texts.contains(spelled) || texts.contains(text::after_elision(spelled));
}

std::string key_of(const Places& places) {
  std::string key =
      fmt::format("({} {} {} {} {} {} {}", static_cast<int>(places.kind),
                  static_cast<int>(places.region), places.count, static_cast<int>(places.joined),
                  static_cast<int>(places.reach), places.ordered, places.distance);
  const Spellings* before = nullptr;
  for (const WrittenTerm& term : places.terms) {
    key += fmt::format(" {}:{}", term.term.size(), term.term);
    // The terms of a wildcard share their spellings, which are many.
    if (term.spellings.get() == std::exchange(before, term.spellings.get())) {
      key += '~';
      continue;
    }
    if (term.spellings == nullptr) continue;
    key += fmt::format("={}", static_cast<int>(term.spellings->by));
    for (const std::string& text : term.spellings->texts) {
      key += fmt::format(" {}:{}", text.size(), text);
    }
  }
  for (const Places& child : places.children) key += key_of(child);
  return key + ")";
}

}  // namespace dateline::query
