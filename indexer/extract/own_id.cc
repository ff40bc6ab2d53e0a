// SPDX-License-Identifier: GPL-2.0-or-later
// Names of files, without folders.
#include "indexer/extract/own_id.h"

#include "common/fields/identity.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <array>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 4> kCompressed = {".gz", ".bz2", ".xz", ".zst"};

/// Of all ids that are made here.
constexpr std::size_t kMaxIdBytes = 1024;

std::string file_name(const Origin& origin) {
  std::string_view name = origin.member.empty() ? origin.file : origin.member;
  name.remove_prefix(name.find_last_of('/') + 1);
  for (const std::string_view ending : kCompressed) {
    if (ascii::lower(name).ends_with(ending)) name.remove_suffix(ending.size());
  }
  return text::single_line(name);
}

}  // namespace

std::vector<std::string> possible_ids(const std::string& id, const Article& article,
                                      const RawArticle& raw) {
  std::vector<std::string> ids = {id};
  if (!raw.id.empty()) {
    const std::string qualified = fmt::format("{}:{}", file_name(raw.origin), id);
    ids.emplace_back(text::cut(qualified, kMaxIdBytes));
  }
  std::string made = made_id(article);
  if (made != id) ids.push_back(std::move(made));
  return ids;
}

}  // namespace dateline
