// SPDX-License-Identifier: GPL-2.0-or-later
// A text's lines, from the top while they are above the story, and from the bottom while they are
// stamps.
#include "indexer/readers/wire/body.h"

#include "common/text/among.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/text/typewritten.h"

#include <algorithm>
#include <array>

namespace dateline::wire {
namespace {

/// A heading has no more lines than this, and no more headings are above a story.
constexpr int kMaxHeadingLines = 4;
constexpr int kMaxHeadings = 8;
constexpr std::size_t kMaxHeadingBytes = 400;

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

std::string_view after_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
}

bool is_indented(std::string_view line) {
  return line.starts_with('\t') || line.starts_with("  ");
}

/// Without "^" before and "<", "=" after.
std::string_view without_marks(std::string_view line) {
  line = text::trim(line);
  while (line.starts_with('^')) line.remove_prefix(1);
  while (line.ends_with('<') || line.ends_with('='))
    line = text::trim(line.substr(0, line.size() - 1));
  return text::trim(line);
}

/// To editors, or in parentheses, on a line of its own.
bool is_note(std::string_view line) {
  line = without_marks(line);
  return line.starts_with("Eds:") || (line.starts_with('(') && line.ends_with(')'));
}

/// A word of editors on a line of keywords: "Bjt" (budget), "1st Ld", "Adv05".
bool is_budget_word(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"bjt", "ld", "lds", "ldwritethru", "writethru", "ld-writethru", "adv", "advs", "hfr", "sub",
       "insert", "add", "ledeall", "newslead"});
  while (!word.empty() && (word.back() == ',' || ascii::is_digit(word.back()))) {
    word.remove_suffix(1);
  }
  return text::is_among(ascii::lower(word), kWords);
}

/// "BC-LT--Dam,466", "AM-Economy Bjt", "With PM-Dam, 1st Ld": how a story is called on the wire.
bool is_slug(std::string_view line) {
  constexpr auto kCycles = std::to_array<std::string_view>({"AM-", "PM-", "BC-", "AP-", "ap-"});
  constexpr auto kBefore =
      std::to_array<std::string_view>({"With ", "Also moving ", "Precede ", "Eds: "});
  for (const std::string_view before : kBefore) {
    if (line.starts_with(before)) line.remove_prefix(before.size());
  }
  const std::string_view first = line.substr(0, line.find(' '));
  const bool has_cycle = std::any_of(kCycles.begin(), kCycles.end(), [&](std::string_view cycle) {
    return first.starts_with(cycle) && first.size() > cycle.size();
  });
  if (has_cycle) return true;
  // "Dam-Oruba, 1st Ld": a keyword, then words of editors and a count of words.
  if (first.find('-') == first.npos && !first.ends_with(',')) return false;
  bool any = false;
  for (std::string_view rest = line.substr(first.size()); !(rest = text::trim(rest)).empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size());
    const bool is_ordinal = ascii::is_digit(word[0]);
    if (!is_ordinal && !is_budget_word(word)) return false;
    any = any || is_budget_word(word);
  }
  return any;
}

class CopyReader {
 public:
  explicit CopyReader(std::string_view text) : rest_(text) {}

  Copy read() {
    take_stamps();
    for (int i = 0; i < kMaxHeadings && take_heading(); ++i) {
    }
    if (copy_.headline.empty()) take_unmarked_heading();
    take_body();
    return std::move(copy_);
  }

 private:
  void skip_empty_lines() {
    while (!rest_.empty() && text::trim(first_line(rest_)).empty()) rest_ = after_line(rest_);
  }

  /// The last lines, if they are stamps.
  void take_stamps() {
    while (true) {
      const std::string_view trimmed = text::trim(rest_);
      rest_ = {rest_.data(),
               static_cast<std::size_t>(trimmed.data() + trimmed.size() - rest_.data())};
      const std::size_t start = rest_.rfind('\n') + 1;
      const auto stamp = read_stamp(rest_.substr(start));
      if (!stamp) return;
      copy_.stamp = stamp;
      rest_ = rest_.substr(0, start);
    }
  }

  /// A heading identified by marks.
  bool take_heading() {
    skip_empty_lines();
    const bool is_marked = rest_.starts_with('^');
    if (!is_marked && is_indented(rest_)) return false;
    // A byline has at most one line below it.
    if (std::count(copy_.byline.begin(), copy_.byline.end(), '\n') == 2) return false;
    if (is_note(first_line(rest_))) {
      rest_ = after_line(rest_);
      return true;
    }
    std::string heading;
    std::string_view beyond = rest_;
    bool is_ended = false;
    for (int i = 0; i < kMaxHeadingLines && !is_ended; ++i) {
      const std::string_view line = text::trim(first_line(beyond));
      if (line.empty() || (i > 0 && is_indented(first_line(beyond)))) break;
      if (i > 0 && line.starts_with('^')) break;
      const bool is_set_apart = is_marked || line.ends_with('<') || line.ends_with('=');
      if (i > 0 && is_set_apart && starts_byline(line) && !starts_byline(heading)) {
        is_ended = true;
        break;
      }
      is_ended = line.ends_with('<') || line.ends_with('=');
      if (!heading.empty()) heading += ' ';
      heading += without_marks(line);
      beyond = after_line(beyond);
    }
    if (!is_ended && is_marked) {
      // Without its end, a marked heading is one line.
      heading = without_marks(first_line(rest_));
      beyond = after_line(rest_);
    } else if (!is_ended) {
      return false;
    }
    if (heading.size() > kMaxHeadingBytes) return false;
    rest_ = beyond;
    sort(heading);
    return true;
  }

  /// Byline, the job title below it, or the headline.
  void sort(const std::string& heading) {
    if (heading.empty() || is_slug(heading)) return;
    if (starts_byline(heading) || !copy_.byline.empty()) {
      copy_.byline += heading + "\n";
    } else {
      if (!copy_.headline.empty()) copy_.headline += "; ";
      copy_.headline += heading;
    }
  }

  void take_unmarked_heading() {
    const std::string_view line = first_line(rest_);
    const std::string_view below = first_line(after_line(rest_));
    const bool stands_apart =
        is_indented(below) || text::trim(below).empty() || starts_byline(below);
    if (is_slug(without_marks(line))) {
      rest_ = after_line(rest_);
      skip_empty_lines();
      if (!rest_.empty()) take_unmarked_heading();
      return;
    }
    if (is_indented(line) || line.size() > kMaxHeadingBytes || !stands_apart ||
        text::trim(after_line(rest_)).empty()) {
      return;
    }
    copy_.headline = without_marks(line);
    rest_ = after_line(rest_);
    skip_empty_lines();
    if (is_indented(rest_) || !starts_byline(first_line(rest_))) return;
    copy_.byline = first_line(rest_);
    rest_ = after_line(rest_);
  }

  /// "^" and "<" set lines within the story, too.
  void take_body() {
    std::string body;
    body.reserve(rest_.size());
    while (!rest_.empty()) {
      std::string_view line = first_line(rest_);
      rest_ = after_line(rest_);
      while (line.starts_with('^')) line.remove_prefix(1);
      while (line.ends_with('<') || line.ends_with('\r')) line.remove_suffix(1);
      body.append(line).push_back('\n');
    }
    copy_.body = with_dashes(with_parted_paragraphs(body));
  }

  std::string_view rest_;
  Copy copy_;
};

}  // namespace

Copy read_copy(std::string_view text) {
  return CopyReader(text).read();
}

}  // namespace dateline::wire
