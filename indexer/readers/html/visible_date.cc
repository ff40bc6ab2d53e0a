// SPDX-License-Identifier: GPL-2.0-or-later
// A date is between headline and text, or just around them, in a line with little else; or in a
// part named as such; or in the page's title. A sentence may mention any date.
#include "indexer/readers/html/visible_date.h"

#include "common/date/date.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/html/for_programs.h"
#include "indexer/readers/html/names.h"
#include "indexer/readers/html/separators.h"
#include "indexer/readers/html/shown_lines.h"
#include "indexer/readers/html/visible_author.h"
#include "indexer/readers/html/words_beside.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dateline::html {
namespace {

/// A line with more beside its date is a sentence.
constexpr std::size_t kMaxBesideDate = 90;

/// Two-digit years are read in lines that hold little else.
constexpr std::size_t kMaxShortLine = 40;

/// How far below the end of the text the line may be.
constexpr std::size_t kBlocksBehind = 4;

/// "Friday, 13 December 2019 at 10:15 GMT" has seven words.
constexpr std::size_t kMaxDateWords = 8;

/// Digits that may be a year: four in a row, or two after two dots.
bool may_hold_year(std::string_view text) {
  int digits = 0;
  int points = 0;
  for (const char c : text) {
    digits = ascii::is_digit(c) ? digits + 1 : 0;
    if (digits == 4 || (digits == 2 && points >= 2)) return true;
    if (c == '.') ++points;
  }
  return false;
}

struct Found {
  std::string date;
  bool is_ambiguous = false;
  bool is_short_year = false;
  DateOf of = DateOf::Unsaid;
};

/// Which dates of a line are taken.
enum class DatesTaken {
  Any,    ///< the first date
  Named,  ///< in a part that is named as the date: not what is said to be something else's
  Plain,  ///< nor what is unclear
};

bool is_taken(DateOf of, DatesTaken lines) {
  switch (of) {
    case DateOf::Publication:
    case DateOf::Unsaid:
      return true;
    case DateOf::Unclear:
      return lines != DatesTaken::Plain;
    case DateOf::Change:
    case DateOf::SomethingElse:
      break;
  }
  return lines == DatesTaken::Any;
}

/// Numbers without a mark are identifiers as often as days.
bool is_bare_number(std::string_view text) {
  return text.find_first_not_of("0123456789-") == std::string_view::npos &&
         std::count(text.begin(), text.end(), '-') < 2;
}

bool has_full_year(std::string_view text) {
  int digits = 0;
  for (const char c : text) {
    digits = ascii::is_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

std::optional<Found> as_day(std::string_view text) {
  if (!may_hold_year(text) || is_bare_number(text)) return std::nullopt;
  const DateResult result = parse_stated_date(text).result;
  Found found;
  found.date = text;
  found.is_short_year = !has_full_year(text);
  if (const Date* date = std::get_if<Date>(&result)) {
    constexpr int kFirstYear = 1700;
    constexpr int kLastYear = 2200;
    if (date->day == 0 || date->year < kFirstYear || date->year > kLastYear) return std::nullopt;
    return found;
  }
  found.is_ambiguous = std::get<DateProblem>(result).kind == DateProblem::Kind::Ambiguous;
  return found.is_ambiguous ? std::optional(found) : std::nullopt;
}

/// True where a numeric date begins: "3.11.2023", "13/12/2019", "2019-12-13".
bool begins_date(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t start = at;
    while (at < text.size() && ascii::is_digit(text[at])) ++at;
    return at - start;
  };
  for (int mark = 0; mark < 2; ++mark) {
    const std::size_t count = digits();
    if (count == 0 || count > 4 || at >= text.size()) return false;
    if (text[at] != '.' && text[at] != '/' && text[at] != '-') return false;
    ++at;
  }
  return digits() >= 2;
}

/// Parts of a line that the page separates without a space: "A. Bell3.11.2023Comment".
bool is_glued(std::string_view line, std::size_t i) {
  const char before = line[i - 1];
  if (ascii::is_letter(before) && ascii::is_digit(line[i])) return begins_date(line.substr(i));
  // "2019T10:15" continues.
  constexpr std::size_t kYear = 4;
  const bool is_word = ascii::is_letter(line[i]) && line[i] != 'T' && line[i] != 'Z';
  return is_word && i >= kYear && may_hold_year(line.substr(i - kYear, kYear));
}

/// Turns marks around dates into spaces, parts a colon that ends a label, and adds missing spaces.
std::string with_words_parted(std::string_view line) {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"｜", "（", "）", "【", "】", "•", "·", "|", "(", ")", "[", "]", "@"});
  std::string parted;
  for (std::size_t i = 0; i < line.size();) {
    const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(), [&](std::string_view each) {
      return line.substr(i).starts_with(each);
    });
    if (i > 0 && is_glued(line, i)) parted += ' ';
    const bool ends_label = line[i] == ':' && i > 0 && !ascii::is_digit(line[i - 1]);
    if (constexpr std::string_view kWideColon = "："; line.substr(i).starts_with(kWideColon)) {
      parted += " : ";
      i += kWideColon.size();
      continue;
    }
    if (mark != kMarks.end()) {
      parted += ' ';
      i += mark->size();
    } else {
      if (ends_label) {
        parted += " : ";
      } else {
        parted += line[i];
      }
      ++i;
    }
  }
  return parted;
}

/// True if a time may continue with a word for the half of the day that is not understood: 5:20 in
/// the afternoon is not 5:20.
bool is_half_day(std::string_view run, std::string_view next) {
  constexpr std::size_t kShort = 10;
  return run.find(':') != std::string_view::npos && next.size() <= kShort &&
         static_cast<unsigned char>(next.front()) >= 0x80;
}

/// A date of a line, as words.
struct WordsOfDate {
  Found found;
  std::size_t first = 0;  ///< its bytes in the line
  std::size_t end = 0;
  std::size_t next = 0;  ///< the word after it
};

/// The longest run of words from `i` on that is a date.
std::optional<WordsOfDate> date_at(std::string_view line,
                                   const std::vector<std::string_view>& words, std::size_t i) {
  constexpr std::string_view kAround = " ,.;-–—";
  for (std::size_t count = std::min(kMaxDateWords, words.size() - i); count > 0; --count) {
    const std::string_view last = words[i + count - 1];
    std::string_view run(words[i].data(),
                         static_cast<std::size_t>(last.data() + last.size() - words[i].data()));
    const std::size_t first = run.find_first_not_of(kAround);
    if (first == std::string_view::npos) continue;
    run = run.substr(first, run.find_last_not_of(kAround) + 1 - first);
    const bool is_last = i + count == words.size();
    if (!is_last && is_half_day(run, words[i + count])) continue;
    const auto found = as_day(run);
    if (!found) continue;
    const auto start = static_cast<std::size_t>(run.data() - line.data());
    return WordsOfDate{*found, start, start + run.size(), i + count};
  }
  return std::nullopt;
}

bool is_joint(const std::vector<std::string_view>& words, std::size_t i) {
  constexpr auto kTo = std::to_array<std::string_view>(
      {"-", "–", "—", "to", "until", "bis", "au", "al", "hasta", "до", "~", "〜", "至"});
  return i < words.size() && std::find(kTo.begin(), kTo.end(), words[i]) != kTo.end();
}

/// "3 March 2011 – 5 April 2012", "3 March 2011 to 5 April 2012": what lasts is no publication.
bool begins_range(std::string_view line, const std::vector<std::string_view>& words,
                  const WordsOfDate& date) {
  // A mark is no part of the date, but a word of it.
  const std::size_t next = is_joint(words, date.next) ? date.next + 1 : date.next;
  const bool is_joined = is_joint(words, next - 1);
  return is_joined && next < words.size() && date_at(line, words, next).has_value();
}

/// The first date that `lines` take.
std::optional<Found> find_date(std::string_view original, DatesTaken lines) {
  const std::string line = with_words_parted(original);
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.push_back(std::string_view(line).substr(at, end - at));
    at = end + 1;
  }
  std::size_t label = 0;  // where the text before the next date begins
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto date = date_at(line, words, i);
    if (!date) continue;
    const std::string_view whole = line;
    Found found = date->found;
    const std::string_view before = whole.substr(label, date->first - label);
    if (says_something_else(found.date)) {
      found.of = DateOf::SomethingElse;
    } else if (says_published(found.date) && !says_something_else(before)) {
      found.of = DateOf::Publication;
    } else {
      found.of = date_of(before, whole.substr(date->end));
    }
    if (begins_range(line, words, *date)) {
      found.of = DateOf::SomethingElse;
      date = date_at(line, words, date->next + (is_joint(words, date->next) ? 1 : 0));
    }
    if (is_taken(found.of, lines)) return found;
    label = date->end;
    i = date->next - 1;
  }
  return std::nullopt;
}

class Search {
 public:
  explicit Search(const ShownPage& page)
      : page_(page), outline_(page.outline), start_(page.text.front()), headline_(start_) {
    for (std::size_t i = 0; i < start_; ++i) {
      if (is_headline(i)) headline_ = i;
    }
  }

  std::string run(Reach reach) {
    reach_ = reach;
    for (std::size_t i = headline_; i < std::min(start_ + kBlocksAfter, count()); ++i) line(i);
    for (std::size_t i = 1; i <= std::min(kBlocksBefore, headline_); ++i) line(headline_ - i);
    if (reach != Reach::Page) return date_;
    if (date_.empty()) title_parts();
    const std::size_t behind = page_.text.back() + 1;
    for (std::size_t i = behind; i < std::min(behind + kBlocksBehind, count()); ++i) line_behind(i);
    if (date_.empty()) named_alike();
    return date_.empty() ? ambiguous_ : date_;
  }

 private:
  std::size_t count() const { return outline_.blocks.size(); }

  bool is_headline(std::size_t i) const {
    const Block& block = outline_.blocks[i];
    return block.text == page_.headline || (outline_.elements[block.element].tag == GUMBO_TAG_H1 &&
                                            letters(block.text) == letters(page_.headline));
  }

  void take(const Found& found) {
    std::string& into = found.is_ambiguous ? ambiguous_ : date_;
    if (into.empty()) into = found.date;
  }

  void line(std::size_t i) {
    const Block& block = outline_.blocks[i];
    const Element& element = outline_.elements[block.element];
    if (!date_.empty() || element.leads_away) return;
    if (element.is_change && !says_published(block.text)) return;
    if (block.text.size() > kMaxShownLineBytes || !may_hold_year(block.text)) return;
    const bool is_named = element.is_date;
    if (element.serves_else && !is_named) return;
    const auto found = find_date(block.text, is_named ? DatesTaken::Named : DatesTaken::Plain);
    if (!found) return;
    const bool is_said = found->of == DateOf::Publication || label_before(i) == DateOf::Publication;
    if (!is_said && label_before(i) != DateOf::Unsaid && found->of == DateOf::Unsaid) return;
    if (reach_ == Reach::Said && !is_said) return;
    const bool is_short = is_named || block.text.size() <= kMaxShortLine;
    if (found->is_short_year && !is_short) return;
    if (is_named || block.text.size() <= found->date.size() + kMaxBesideDate) take(*found);
  }

  /// What the line above says of a line that has nothing but a date: `<dt>Born</dt><dd>7 May 1956`.
  DateOf label_before(std::size_t i) const {
    constexpr std::size_t kMaxLabel = 30;
    if (i == 0 || i - 1 == headline_) return DateOf::Unsaid;
    const std::string_view above = outline_.blocks[i - 1].text;
    if (above.size() > kMaxLabel || may_hold_year(above)) return DateOf::Unsaid;
    const GumboTag tag = outline_.elements[outline_.blocks[i].element].tag;
    const DateOf of = date_of(above, "");
    if (of == DateOf::Publication || of == DateOf::SomethingElse) return of;
    const bool is_value = tag == GUMBO_TAG_DD || tag == GUMBO_TAG_TD;
    return is_value || above.ends_with(':') ? of : DateOf::Unsaid;
  }

  /// After the text come other articles, too.
  void line_behind(std::size_t i) {
    const Block& block = outline_.blocks[i];
    if (block.text.size() > kMaxShownLineBytes || !may_hold_year(block.text)) return;
    const bool is_named = outline_.elements[block.element].is_date;
    const bool is_byline = without_by(block.text).size() != block.text.size();
    if (is_named || is_byline || says_published(block.text)) line(i);
  }

  /// "Headline | Site | 13.12.2019"
  void title_parts() {
    std::string_view rest = page_.title;
    while (const auto last = last_separator(rest)) {
      if (const auto found = as_day(text::trim(rest.substr(last->at + last->size)))) take(*found);
      rest = rest.substr(0, last->at);
    }
  }

  /// What is named as a date anywhere on the page, if it is all the same day.
  void named_alike() {
    constexpr int kMostLookedAt = 200;
    std::optional<Found> only;
    int looked_at = 0;
    for (std::size_t i = 0; i < outline_.elements.size() && looked_at < kMostLookedAt;) {
      const Element& element = outline_.elements[i];
      if (element.hint == Hint::Replies || element.leads_away) {
        i = element.end;
        continue;
      }
      ++i;
      if (!element.is_date || element.first_block == element.end_block) continue;
      const std::string& text = outline_.blocks[element.first_block].text;
      if (text.size() > kMaxShownLineBytes) continue;
      ++looked_at;
      const auto found = find_date(text, DatesTaken::Named);
      if (!found) continue;
      if (only && !is_same_day(only->date, found->date)) return;
      only = found;
    }
    if (only) take(*only);
  }

  const ShownPage& page_;
  const Outline& outline_;
  Reach reach_ = Reach::Page;
  std::size_t start_;
  std::size_t headline_;
  std::string date_;
  std::string ambiguous_;
};

}  // namespace

std::string visible_date(const ShownPage& page, Reach reach) {
  return page.text.empty() ? "" : Search(page).run(reach);
}

std::string date_in(std::string_view line) {
  if (!may_hold_year(line)) return "";
  const auto found = find_date(line, DatesTaken::Any);
  return found && !found->is_short_year ? found->date : "";
}

}  // namespace dateline::html
