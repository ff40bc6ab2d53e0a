// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of words, compared without case, accents and the brackets and quotation marks around them.
#include "indexer/readers/base/nothing.h"

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace dateline {
namespace {

using Folded = std::unordered_set<std::string_view>;

const Folded& nothing_words() {
  static const Folded words = {"\\n",
                               "#n/a",
                               "#n/a n/a",
                               "#na",
                               "#name?",
                               "#null!",
                               "#ref!",
                               "#value!",
                               "-1.#ind",
                               "-1.#qnan",
                               "-nan",
                               "1.#ind",
                               "1.#qnan",
                               "k.a.",
                               "k. a.",
                               "keine angabe",
                               "n.a.",
                               "n. a.",
                               "n/a",
                               "n\\a",
                               "na",
                               "nan",
                               "nat",
                               "nil",
                               "no data",
                               "no value",
                               "none",
                               "none none",
                               "not set",
                               "not available",
                               "not applicable",
                               "null",
                               "null null",
                               "pd.na",
                               "undefined",
                               "unknown",
                               "unspecified",
                               "unbekannt",
                               "inconnu",
                               "desconocido",
                               "onbekend",
                               "sconosciuto",
                               "desconhecido",
                               "ukjent",
                               "okand",
                               "ukendt",
                               "nieznany",
                               "неизвестно",
                               "bilinmiyor"};
  return words;
}

const Folded& no_headlines() {
  static const Folded words = {"untitled",      "no title",   "no headline",       "no subject",
                               "title",         "headline",   "ohne titel",        "kein titel",
                               "sans titre",    "sin titulo", "senza titolo",      "sem titulo",
                               "zonder titel",  "geen titel", "uten tittel",       "utan titel",
                               "uden titel",    "bez tytulu", "untitled document", "без названия",
                               "без заголовка", "basliksiz"};
  return words;
}

const Folded& nobodies() {
  static const Folded words = {
      "admin",      "administrator", "anonymous", "anonym",       "anonyme",     "anonimo",
      "anoniem",    "author",        "autor",     "auteur",       "autore",      "by",
      "guest",      "gast",          "invite",    "login",        "log in",      "moderator",
      "my account", "root",          "sign in",   "site admin",   "super admin", "superadmin",
      "super user", "superuser",     "sysadmin",  "user",         "user name",   "username",
      "webadmin",   "webmaster",     "wordpress", "wp admin",     "wpadmin",     "wp-admin",
      "byline",     "аноним",        "админ",     "администратор"};
  return words;
}

/// A longer value says something.
constexpr std::size_t kMaxBytes = 32;

std::string_view unwrapped(std::string_view value) {
  constexpr std::string_view kOpening = "([{<\"'";
  constexpr std::string_view kClosing = ")]}>\"'";
  value = text::trim(value);
  while (value.size() >= 2) {
    const std::size_t mark = kOpening.find(value.front());
    if (mark == std::string_view::npos || value.back() != kClosing[mark]) break;
    value = text::trim(value.substr(1, value.size() - 2));
  }
  return value;
}

bool is_one_of(std::string_view value, const Folded& words) {
  value = unwrapped(value);
  if (value.size() > kMaxBytes) return false;
  return words.contains(text::is_ascii(value) ? ascii::lower(value) : text::fold(value));
}

/// Dashes, points and the like only, as "-", "--", "…", "?".
bool has_marks_only(std::string_view value) {
  for (const std::string_view dash : {"\u2013", "\u2014", "\u2026", "\u2212"}) {
    if (value == dash) return true;
  }
  constexpr std::string_view kMarks = "-_.?*/\\";
  return value.find_first_not_of(kMarks) == std::string_view::npos;
}

}  // namespace

bool is_nothing(std::string_view value) {
  value = text::trim(value);
  if (value.size() > kMaxBytes) return false;
  return has_marks_only(unwrapped(value)) || is_one_of(value, nothing_words());
}

bool is_no_headline(std::string_view value) {
  return is_nothing(value) || is_one_of(value, no_headlines());
}

bool is_nobody(std::string_view value) {
  return is_nothing(value) || is_one_of(value, nobodies());
}

bool is_file_path(std::string_view value) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {".txt", ".text", ".html", ".htm", ".xml", ".json", ".pdf", ".jpg", ".jp2", ".tif", ".md"});
  constexpr std::size_t kMaxPathBytes = 300;
  value = text::trim(value);
  if (value.empty() || value.size() > kMaxPathBytes || value.find("://") != value.npos)
    return false;
  if (value.find_first_of(ascii::kBlanks) != value.npos) return false;
  const std::string lower = ascii::lower(value);
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

}  // namespace dateline
