// SPDX-License-Identifier: GPL-2.0-or-later
// Bylines are split at words and marks that occur in no name; agencies are those in the table.
#include "indexer/extract/credits.h"

#include "common/fields/outlets.h"
#include "common/fields/schema.h"
#include "common/text/among.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "indexer/extract/agencies.h"

#include <algorithm>
#include <array>
#include <span>

namespace dateline {
namespace {

using Words = std::span<const std::string_view>;

/// "By", in the languages of our dates; folded.
constexpr std::array<std::string_view, 9> kBy = {
    "by ", "written by ", "reported by ", "par ", "von ", "por ", "di ", "da ", "door "};

/// Between two names; each is between spaces.
constexpr std::array<std::string_view, 7> kAnd = {" and ", " & ", " et ",  " und ",
                                                  " y ",   " e ", " with "};

/// After the last name: "in London", "at the White House".
constexpr std::array<std::string_view, 6> kBehind = {" in ",   " at ", " for ",
                                                     " from ", " | ",  " - "};

/// Parts of a byline with one of these words name a job.
constexpr std::array<std::string_view, 19> kJobs = {
    "writer",      "writers",       "editor",       "correspondent", "correspondents",
    "reporter",    "reporters",     "staff",        "bureau",        "columnist",
    "contributor", "producer",      "photographer", "journalist",    "desk",
    "redacteur",   "korrespondent", "redaktion",    "redaccion"};

/// Parts that belong to the preceding name.
constexpr std::array<std::string_view, 8> kSuffixes = {"jr", "jr.", "sr", "sr.",
                                                       "ii", "iii", "md", "phd"};

constexpr std::size_t kMaxSignOffBytes = 600;

/// `text` up to the first of `marks`; folding ASCII keeps places, so only ASCII is compared.
std::size_t find_first(std::string_view text, Words marks) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view mark : marks) first = std::min(first, text.find(mark));
  return first;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = text::trim(text)).empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, blank));
    text.remove_prefix(blank);
  }
  return words;
}

std::string_view without_by(std::string_view byline) {
  for (const std::string_view by : kBy) {
    if (byline.size() > by.size() && text::fold(byline.substr(0, by.size())) == by) {
      return text::trim(byline.substr(by.size()));
    }
  }
  return byline;
}

/// "E." and not "U.S."
bool is_initial(std::string_view word) {
  return word.size() == 2 && word.back() == '.';
}

bool is_job(std::string_view part) {
  const std::string folded = text::fold(part);
  std::string_view before;
  for (const std::string_view word : words_of(folded)) {
    // A surname follows an initial: "E. Writer".
    if (text::is_among(word, kJobs) && !is_initial(before)) return true;
    before = word;
  }
  return part.find('@') != std::string_view::npos;
}

/// The parts between commas, semicolons, slashes and words for "and".
std::vector<std::string_view> parts_of(std::string_view byline) {
  std::vector<std::string_view> parts;
  while (!byline.empty()) {
    const std::size_t mark = byline.find_first_of(",;/");
    const std::size_t word = find_first(byline, kAnd);
    const std::size_t end = std::min({mark, word, byline.size()});
    if (const auto part = text::trim(byline.substr(0, end)); !part.empty()) parts.push_back(part);
    const std::size_t next = end == byline.size() ? end
                             : end == mark        ? end + 1
                                                  : byline.find(' ', end + 1);
    byline.remove_prefix(std::min(next, byline.size()));
  }
  return parts;
}

/// "Smith, John" and "Smith, John A.": one name in catalogue order.
bool is_inverted_name(const std::vector<std::string_view>& parts, std::string_view byline) {
  return parts.size() == 2 && byline.find(',') != std::string_view::npos &&
         words_of(parts[0]).size() == 1 && words_of(parts[1]).size() <= 2 &&
         !is_known_agency(parts[0]) && !is_known_agency(parts[1]) && !is_job(parts[1]);
}

void read_one(std::string_view stated, Byline& byline) {
  if (is_known_agency(stated)) return add_names({std::string(stated)}, byline.agencies);
  const std::string_view names = without_by(stated);
  const bool says_by = names.size() != stated.size();
  const std::vector<std::string_view> parts = parts_of(names);
  if (is_inverted_name(parts, names)) return add_names({std::string(names)}, byline.authors);
  std::vector<std::string> authors;
  for (std::string_view part : parts) {
    // A place or an employer follows "in" and "for" only in a line that is a byline.
    if (says_by) part = text::trim(part.substr(0, find_first(part, kBehind)));
    const std::string_view bare =
        part.starts_with('(') && part.ends_with(')') ? part.substr(1, part.size() - 2) : part;
    if (is_known_agency(bare)) {
      add_names({std::string(bare)}, byline.agencies);
    } else if (!authors.empty() && text::is_among(text::fold(part), kSuffixes)) {
      authors.back().append(", ").append(part);
    } else if (!part.empty() && !is_job(part)) {
      authors.emplace_back(part);
    }
  }
  add_names(authors, byline.authors);
}

/// Equal for the spellings of one name: "AP", "Associated Press".
std::string key_of(const std::string& name) {
  const NewsSource* const known = SourceTable::built_in().find(name);
  return known == nullptr ? schema::facet_key(name) : known->name;
}

/// The last non-empty lines, last first.
std::vector<std::string_view> last_lines(std::string_view body, std::size_t count) {
  std::vector<std::string_view> lines;
  while (lines.size() < count && !body.empty()) {
    const std::size_t end = body.rfind('\n');
    const std::size_t start = end == std::string_view::npos ? 0 : end + 1;
    const std::string_view line = text::trim(body.substr(start));
    if (!line.empty()) lines.push_back(line);
    body = body.substr(0, start == 0 ? 0 : start - 1);
  }
  return lines;
}

/// "© 2019 AFP" → "AFP", "--IANS" → "IANS", "(Xinhua)" → "Xinhua".
std::string_view bare_credit(std::string_view line) {
  constexpr std::array<std::string_view, 13> kLead = {
      "©", "(c)", "(C)", "Copyright", "copyright", "Source:", "Sources:",
      "-", "–",   "—",   "(",         "/",         "["};
  bool found = true;
  while (found) {
    found = false;
    for (const std::string_view lead : kLead) {
      if (!line.starts_with(lead)) continue;
      line = text::trim(line.substr(lead.size()));
      found = true;
    }
    const std::size_t year = std::min(line.find_first_not_of("0123456789"), line.size());
    if (year == 4) {
      line = text::trim(line.substr(4));
      found = true;
    }
  }
  while (!line.empty() && std::string_view(").]/-").find(line.back()) != std::string_view::npos) {
    line.remove_suffix(1);
  }
  return text::trim(line);
}

bool is_reuters_sign_off(std::string_view line) {
  return line.size() <= kMaxSignOffBytes && line.starts_with('(') && line.ends_with(')') &&
         (line.find("eporting by ") != std::string_view::npos ||
          line.find("ompiled by ") != std::string_view::npos) &&
         line.find("diting by ") != std::string_view::npos;
}

}  // namespace

Byline read_byline(const std::vector<std::string>& stated) {
  Byline byline;
  for (const std::string& one : stated) read_one(one, byline);
  return byline;
}

std::vector<std::string> closing_agencies(std::string_view body) {
  constexpr std::size_t kLines = 2;
  for (const std::string_view line : last_lines(body, kLines)) {
    if (is_reuters_sign_off(line)) return {"Reuters"};
    if (line.size() > kMaxCreditBytes) continue;
    const std::vector<std::string> parties = parties_of(bare_credit(line));
    if (!parties.empty() && std::all_of(parties.begin(), parties.end(), is_known_agency)) {
      return parties;
    }
  }
  return {};
}

void add_names(const std::vector<std::string>& names, std::vector<std::string>& all) {
  for (const std::string& name : names) {
    const std::string key = key_of(name);
    const bool is_there = std::any_of(all.begin(), all.end(),
                                      [&](const std::string& each) { return key_of(each) == key; });
    if (!is_there) all.push_back(name);
  }
}

}  // namespace dateline
