// SPDX-License-Identifier: GPL-2.0-or-later
// Names are compared by what remains without spelling differences.
#include "indexer/readers/html/names.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace dateline::html {
namespace {

/// The forms of companies. "Verlag" is not one: papers are called that.
constexpr auto kCompanies = std::to_array<std::string_view>(
    {"gmbh", "kg",   "ag",  "ltd", "limited", "inc", "llc", "plc", "corp", "sl",  "slu", "sa",
     "sas",  "sarl", "srl", "spa", "bv",      "nv",  "oy",  "oyj", "sro",  "zoo", "kft", "ооо"});

constexpr auto kArticles = std::to_array<std::string_view>(
    {"the ", "der ", "die ", "das ", "le ", "la ", "el ", "il ", "de ", "het "});

/// "S.L." is "sl".
bool is_company_form(std::string_view word) {
  const std::string form = letters(word);
  return std::find(kCompanies.begin(), kCompanies.end(), form) != kCompanies.end();
}

}  // namespace

std::string letters(std::string_view name) {
  std::string result;
  if (text::is_ascii(name)) {
    for (const char c : name) {
      if (ascii::is_letter_or_digit(c)) result += ascii::lower(c);
    }
    return result;
  }
  const std::string folded = text::fold(name);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, folded.size(), c);
    const bool is_mark = c > 0 && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (c > 0 && (u_isalnum(c) != 0 || is_mark)) result.append(folded, start, i - start);
  }
  return result;
}

bool is_of_host(std::string_view name, std::string_view host) {
  if (host.empty()) return false;
  const std::string key = letters(name);
  const std::string whole = letters(host);
  if (key.empty()) return false;
  if (whole.find(key) != std::string::npos) return true;
  for (const std::string_view article : kArticles) {
    const std::string start = text::fold(name.substr(0, article.size()));
    if (start == article) return whole.find(letters(name.substr(article.size()))) != whole.npos;
  }
  return false;
}

bool is_address(std::string_view name) {
  if (name.find("://") != std::string_view::npos) return true;
  const auto dot = name.rfind('.');
  return name.find(' ') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
         name.size() - dot > 2 &&
         std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dot) + 1, name.end(),
                     ascii::is_letter);
}

bool is_company(std::string_view name) {
  bool is_first = true;
  while (!name.empty()) {
    const std::size_t blank = std::min(name.find(' '), name.size());
    if (!is_first && is_company_form(name.substr(0, blank))) return true;
    is_first = false;
    name.remove_prefix(std::min(blank + 1, name.size()));
  }
  return false;
}

}  // namespace dateline::html
