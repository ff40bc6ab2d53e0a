// SPDX-License-Identifier: GPL-2.0-or-later
// From units down to words; brackets go back up.
#include "tests/unit/random_query.h"

#include <cctype>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace test {

std::string QueryWriter::query() {
  std::string text;
  for (std::size_t units = 1 + below(random_, 3); units > 0; --units) {
    text += (text.empty() ? "" : " ") + disjunction(0);
  }
  return text;
}

std::string QueryWriter::use(const char* what, std::string text) {
  ++used[what];
  return text;
}

std::string QueryWriter::word() {
  std::string word = pick(random_, vocabulary());
  if (chance(random_, 20)) word[0] = static_cast<char>(std::toupper(word[0]) & 0xFF);
  return use("word", word);
}

std::string QueryWriter::prefix() {
  // Cut between letters of ASCII words only: half a character is no query.
  static const std::vector<std::string> prefixes = {
      "na*",    "nation*",  "minist*", "pl*", "acc*", "elect*",
      "repat*", "nations*", "война*",  "mu*", "flo*", "repatriations*"};
  return use("prefix", pick(random_, prefixes));
}

std::string QueryWriter::phrase() {
  return use("phrase", "\"" + sentence(random_, 1 + below(random_, 3)) + "\"");
}

std::string QueryWriter::single() {
  static const std::vector<std::string> words = {"nation", "minister", "Syria", "Paris",
                                                 "plan",   "flood",    "the",   "война"};
  return pick(random_, words);
}

std::string QueryWriter::near() {
  const unsigned distance = 1 + static_cast<unsigned>(below(random_, 6));
  std::string text = single();
  for (std::size_t more = 1 + below(random_, 2); more > 0; --more) {
    const std::string other = chance(random_, 20)   ? std::string("plan*")
                              : chance(random_, 20) ? "(" + single() + " OR " + single() + ")"
                                                    : single();
    text += fmt::format(" NEAR/{} {}", distance, other);
  }
  return use("near", text);
}

std::string QueryWriter::filter() {
  static const std::vector<std::string> filters = {"source:sputnik",
                                                   "source:times",
                                                   "source:\"The Times\"",
                                                   "source:\"UrduPoint News\"",
                                                   "source:(reuters OR \"Le Monde\")",
                                                   "agency:sputnik",
                                                   "agency:\"agence france-presse\"",
                                                   "place:york",
                                                   "place:\"New York\"",
                                                   "section:world",
                                                   "section:\"World\"",
                                                   "author:muller",
                                                   "author:\"J. O'Neil\"",
                                                   "tag:rights",
                                                   "tag:floods",
                                                   "lang:fr",
                                                   "lang:ru",
                                                   "flag:date-conflict"};
  return use("filter", pick(random_, filters));
}

std::string QueryWriter::date() {
  const int year = 2014 + static_cast<int>(below(random_, 8));
  const int month = 1 + static_cast<int>(below(random_, 12));
  const int day = 1 + static_cast<int>(below(random_, 28));
  switch (below(random_, 7)) {
    case 0:
      return use("date", fmt::format("date:{}", year));
    case 1:
      return use("date", fmt::format("date:{}-{:02}", year, month));
    case 2:
      return use("date", fmt::format("date:{}-{:02}-{:02}", year, month, day));
    case 3:
      return use("date",
                 fmt::format("date:{}-{:02}-{:02}..{}-{:02}", year, month, day, year + 1, month));
    case 4:
      return use("date", fmt::format("date:..{}", year));
    case 5:
      return use("date", fmt::format("date:\"since {}-{:02}-{:02}\"", year, month, day));
    default:
      return use("date none", "date:none");
  }
}

std::string QueryWriter::primary(int depth) {
  const std::size_t dice = below(random_, 100);
  if (dice < 32) return word();
  if (dice < 42) return phrase();
  if (dice < 50) return prefix();
  if (dice < 60) return "(" + near() + ")";
  if (dice < 68) return filter();
  if (dice < 75) return date();
  if (dice < 83) return use("title", "title:" + (chance(random_, 50) ? word() : phrase()));
  if (dice < 86) return use("title", "title:(" + word() + " OR " + prefix() + ")");
  if (depth >= 3) return word();
  std::string inside = disjunction(depth + 1);
  if (chance(random_, 50)) inside += " " + disjunction(depth + 1);
  return use("brackets", "(" + inside + ")");
}

std::string QueryWriter::disjunction(int depth) {
  std::string text = (chance(random_, 10) ? use("not", "-") : "") + primary(depth);
  for (std::size_t more = below(random_, 3); more > 0 && chance(random_, 40); --more) {
    switch (below(random_, 3)) {
      case 0:
        text += use("or", " OR ");
        break;
      case 1:
        text += use("and", " AND ");
        break;
      default:
        text += use("not", " NOT ");
    }
    text += primary(depth);
  }
  return text;
}

}  // namespace test
