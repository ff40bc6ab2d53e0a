// SPDX-License-Identifier: GPL-2.0-or-later
// Reads the names in the columns of the forward index, which are far fewer than articles.
#include "common/engine/plan/outlet_spellings.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/ascii.h"

namespace dateline::query {
namespace {

/// Can a name with that first letter have a key with the other one? Spares folding most names.
bool may_begin(std::string_view name, std::string_view key) {
  if (!ascii::is_letter(name.front()) || !ascii::is_letter(key.front())) return true;
  const char first = ascii::lower(name.front());
  return first == key.front() || first == 't';  // "The"
}

}  // namespace

std::set<std::string> other_spellings(const Archive& archive, const fields::Row& facet,
                                      std::string_view name) {
  std::set<std::string> terms;
  const std::string key = outlet_key(name);
  if (key.empty()) return terms;
  const auto look_at = [&](std::string_view spelling) {
    if (spelling.empty() || !may_begin(spelling, key) || outlet_key(spelling) != key) return;
    terms.insert(schema::facet_term(facet, spelling));
  };
  for (const OpenSegment& open : archive.segments()) {
    open.use([&](const segment::Reader& reader) {
      const auto& column = reader.forward().column(facet.slot);
      for (std::uint32_t i = 0; i < column.values(); ++i) {
        std::string_view content = column.value(i);
        while (!content.empty()) {
          const std::size_t end = std::min(content.find(schema::kValueSeparator), content.size());
          look_at(content.substr(0, end));
          content.remove_prefix(std::min(end + 1, content.size()));
        }
      }
    });
  }
  terms.erase(schema::facet_term(facet, name));
  return terms;
}

}  // namespace dateline::query
