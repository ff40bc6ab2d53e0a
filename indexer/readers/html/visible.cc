// SPDX-License-Identifier: GPL-2.0-or-later
// A short line between headline and text, or just around them, that holds something which reads as
// a date, or begins as a byline does.
#include "indexer/readers/html/visible.h"

#include "common/date.h"
#include "common/text/utf8.h"

#include <algorithm>

namespace dateline::html {
namespace {

/// A longer line is a sentence, which may tell of any date.
constexpr std::size_t kMaxLineBytes = 160;

/// How far above the headline and below the beginning of the text the line may stand.
constexpr std::size_t kBlocksBefore = 6;
constexpr std::size_t kBlocksAfter = 3;

/// "Friday, 13 December 2019 at 10:15 GMT" has seven words.
constexpr std::size_t kMaxWords = 8;

bool may_hold_year(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

bool is_day(std::string_view text) {
  const DateResult result = parse_date(text);
  if (const Date* date = std::get_if<Date>(&result)) return date->day != 0;
  return std::get<DateProblem>(result).kind == DateProblem::Kind::Ambiguous;
}

/// The longest run of words that is a date, the first of them.
std::string date_in(std::string_view line) {
  constexpr std::string_view kAround = " ,.;:()[]|•·–—-";
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t count = std::min(kMaxWords, words.size() - i); count > 0; --count) {
      const std::string_view last = words[i + count - 1];
      std::string_view run(words[i].data(),
                           static_cast<std::size_t>(last.data() + last.size() - words[i].data()));
      const std::size_t first = run.find_first_not_of(kAround);
      if (first == std::string_view::npos) continue;
      run = run.substr(first, run.find_last_not_of(kAround) + 1 - first);
      if (may_hold_year(run) && is_day(run)) return std::string(run);
    }
  }
  return "";
}

struct Lines {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The blocks to look through.
Lines around_headline(const Outline& outline, std::string_view headline,
                      const std::vector<std::size_t>& text) {
  std::size_t from = text.front();
  for (std::size_t i = 0; i < text.front(); ++i) {
    if (outline.blocks[i].text == headline) from = i;
  }
  return {from - std::min(from, kBlocksBefore),
          std::min(text.front() + kBlocksAfter, outline.blocks.size())};
}

/// Names have no digits, and few words.
bool may_be_names(std::string_view text) {
  constexpr std::size_t kMaxNames = 60;
  return !text.empty() && text.size() <= kMaxNames &&
         text.find_first_of("0123456789") == std::string_view::npos &&
         static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) < kMaxWords;
}

}  // namespace

std::string visible_date(const Outline& outline, std::string_view headline,
                         const std::vector<std::size_t>& text) {
  if (text.empty()) return "";
  const Lines lines = around_headline(outline, headline, text);
  for (std::size_t i = lines.begin; i < lines.end; ++i) {
    const std::string& line = outline.blocks[i].text;
    if (line.size() > kMaxLineBytes || !may_hold_year(line)) continue;
    if (std::string date = date_in(line); !date.empty()) return date;
  }
  return "";
}

std::string visible_author(const Outline& outline, std::string_view headline,
                           const std::vector<std::size_t>& text) {
  if (text.empty()) return "";
  const Lines lines = around_headline(outline, headline, text);
  for (std::size_t i = lines.begin; i < lines.end; ++i) {
    const std::string& line = outline.blocks[i].text;
    if (without_by(line).size() == line.size()) continue;
    if (std::string names = names_in_byline(line); !names.empty()) return names;
  }
  return "";
}

std::string_view without_by(std::string_view line) {
  for (const std::string_view by :
       {"By ", "BY ", "by ", "Von ", "von ", "Par ", "Por ", "Di ", "Door "}) {
    if (line.starts_with(by)) return line.substr(by.size());
  }
  return line;
}

std::string names_in_byline(std::string_view line) {
  if (line.size() > kMaxLineBytes) return "";
  line = without_by(line);
  if (const std::string date = may_hold_year(line) ? date_in(line) : ""; !date.empty()) {
    line = line.substr(0, line.find(date));
  }
  line = line.substr(0, line.find_first_of("|,"));
  if (line.ends_with(" on ")) line.remove_suffix(4);
  line = text::trim(line);
  return may_be_names(line) ? std::string(line) : "";
}

}  // namespace dateline::html
