// SPDX-License-Identifier: GPL-2.0-or-later
// From units down to words; brackets go back up.
#include "tests/unit/random_query.h"

#include <cctype>

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
  if (chance(random_, 15)) return use("variant", pick(random_, variants()));
  std::string word = pick(random_, vocabulary());
  if (chance(random_, 20)) word[0] = static_cast<char>(std::toupper(word[0]) & 0xFF);
  return use("word", word);
}

std::string QueryWriter::prefix() {
  // Those for which servers' stems are as good as words.
  static const std::vector<std::string> prefixes = {"na*",    "nation*", "minist*", "pl*", "acc*",
                                                    "elect*", "repat*",  "mu*",     "flo*"};
  return use("prefix", pick(random_, prefixes));
}

std::string QueryWriter::wildcard() {
  static const std::vector<std::string> patterns = {
      "nations*", "repatriations*", "война*", "войн?",  "*tion",   "pl*s",   "min*er", "*lect",
      "m?ller",   "el*t*n",         "fl??d",  "re*ct*", "*ations", "S?rian", "u?",     "*cord*"};
  return chance(random_, 30) ? prefix() : use("wildcard", pick(random_, patterns));
}

/// A surname, or a first name before it, after a comma, or with a spelling struck out.
std::string QueryWriter::name() {
  static const std::vector<std::string> kNames = {"Nasion", "Miller", "Mueller", "Flut",
                                                  "Siria",  "Plan",   "M",       "война"};
  const auto word = [&] {
    const std::string any =
        chance(random_, 60) ? pick(random_, kNames) : pick(random_, vocabulary());
    return any.find(',') == std::string::npos ? any : kNames.front();  // a comma parts names
  };
  switch (below(random_, 4)) {
    case 0:
      return use("name", "names(" + word() + ")");
    case 1:
      return use("name", "names(" + word() + ", " + word() + ")");
    case 2:
      return use("name", "names(Miller, not Müller)");
    default:
      return use("name", "names(" + word() + " " + word() + ")");
  }
}

/// What may stand near, without brackets.
std::string QueryWriter::place() {
  static const std::vector<std::string> kMisspelt = {"nation", "plans",  "Syria",
                                                     "floot",  "miller", "войны"};
  switch (below(random_, 10)) {
    case 0:
      return wildcard();
    case 1:
      return use("exact", "=" + pick(random_, vocabulary()));
    case 2:
      return use("caps", "caps(" + pick(random_, vocabulary()) + ")");
    case 3:
      return use("fuzzy",
                 fmt::format("fuzzy({},{})", pick(random_, kMisspelt), 1 + below(random_, 2)));
    case 4:
      return phrase();
    case 5:
      return use("wild phrase", "\"" + pick(random_, vocabulary()) + " " + wildcard() + "\"");
    case 6:
      return use("title", "title:" + single());
    case 7:
      return use("plain form", fmt::format("{}({})", chance(random_, 70) ? "exact" : "forms",
                                           chance(random_, 50) ? "\"" + sentence(random_, 2) + "\""
                                                               : pick(random_, vocabulary())));
    case 8:
      return name();
    default:
      return single();
  }
}

std::string QueryWriter::placed(int depth) {
  static const std::vector<std::string> kReaches = {"w/s", "w/p", "pre/s", "pre/p"};
  if (depth > 2 || chance(random_, 40)) return place();
  if (chance(random_, 30)) {
    return use("either place", "(" + placed(depth + 1) + " OR " + placed(depth + 1) + ")");
  }
  std::string op;
  if (chance(random_, 20)) {
    static const std::vector<std::string> kReach = {"1", "2", "3", "6", "s", "p"};
    op = use("not near", "notnear/" + pick(random_, kReach));
  } else if (chance(random_, 40)) {
    op = use("sentence", pick(random_, kReaches));
  } else {
    const unsigned distance = 1 + static_cast<unsigned>(below(random_, 6));
    op = use("within", fmt::format("{}/{}", chance(random_, 40) ? "pre" : "w", distance));
  }
  std::string text = "(" + placed(depth + 1);
  for (std::size_t more = 1 + below(random_, 2); more > 0; --more) {
    text += " " + op + " " + placed(depth + 1);
  }
  return text + ")";
}

std::string QueryWriter::of_places() {
  switch (below(random_, 4)) {
    case 0:
      return use("atleast", fmt::format("atleast{}({})", 1 + below(random_, 4), placed(1)));
    case 1:
      return use("lead", "lead(" + word() + " " + place_in_scope() + ")");
    case 2:
      return use("first", fmt::format("first{}({} OR {})", 1 + below(random_, 12), place_in_scope(),
                                      word()));
    default:
      return placed(0);
  }
}

std::string QueryWriter::of_articles() {
  switch (below(random_, 11)) {
    case 9:
      return use("id", fmt::format("id:a{}", below(random_, 400)));
    case 10:
      return use("url",
                 fmt::format("url:\"https://example.org/{}?q=(a)\"", 3 * below(random_, 11)));
    case 0:
      return use("length", fmt::format("length:>{}", 5 + below(random_, 20)));
    case 1:
      return use("length",
                 fmt::format("length:{}..{}", below(random_, 15), 15 + below(random_, 9)));
    case 2:
      return use("ingested", "ingested:2020-0" + std::to_string(1 + below(random_, 3)));
    case 3:
      return use("story", "story:" + pick(random_, stories_));
    case 4:
      return use("first of story", "first:yes");
    case 5:
      return use("copy of story", "first:no");
    case 6:
      return use("dateline date", fmt::format("dateline-date:{}..", 2014 + below(random_, 8)));
    case 7:
      return use("dateline date", fmt::format("dateline-date:{}-{:02}", 2015 + below(random_, 6),
                                              1 + below(random_, 12)));
    default:
      return use("conflict", "date:conflict");
  }
}

/// A place without its own field.
std::string QueryWriter::place_in_scope() {
  std::string text = place();
  return text.starts_with("title:") ? text.substr(6) : text;
}

std::string QueryWriter::phrase() {
  // Servers have no positions of words that are written apart elsewhere.
  const bool variants = operators_ == Operators::All;
  return use("phrase", "\"" + sentence(random_, 1 + below(random_, 3), variants) + "\"");
}

std::string QueryWriter::single() {
  static const std::vector<std::string> words = {"nation", "minister", "Syria", "Paris",
                                                 "plan",   "flood",    "the",   "война"};
  if (operators_ == Operators::All && chance(random_, 15)) return pick(random_, variants());
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
                                                   "page:a1",
                                                   "page:4",
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
      return use("date", "date:none");
  }
}

std::string QueryWriter::primary(int depth) {
  if (operators_ == Operators::All) {
    const std::size_t more = below(random_, 100);
    if (more < 30) return of_places();
    if (more < 40) return place();
    if (more < 50) return of_articles();
  }
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
