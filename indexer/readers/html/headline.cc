// SPDX-License-Identifier: GPL-2.0-or-later
// Statements for programs are cut to a length, followed by the name of the site, or worded for
// search engines. The heading that readers see is the headline; but a page may have several, and
// the logo may be one, so a heading must be confirmed by what is stated or by its place.
#include "indexer/readers/html/headline.h"

#include "common/text/url.h"
#include "common/text/utf8.h"
#include "indexer/readers/html/names.h"
#include "indexer/readers/html/separators.h"

#include <algorithm>
#include <array>
#include <set>

namespace dateline::html {
namespace {

std::size_t words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

bool names_site(std::string_view part, const Titles& titles) {
  const std::string name = letters(part);
  if (name.empty()) return true;
  constexpr std::size_t kLeastOfHost = 3;
  // "CNNPolitics" is a part of CNN.
  const std::string site = letters(titles.site);
  return name == site ||
         (site.size() >= kLeastOfHost && name.starts_with(site) && words(part) <= 4) ||
         (name.size() >= kLeastOfHost && is_of_host(part, host_of(titles.url)));
}

/// Without the site's name at either end. After a bar, which no headline contains, a short last
/// part is taken for one even if it is unknown.
std::string without_site(std::string title, const Titles& titles) {
  constexpr std::size_t kMostWords = 4;
  while (const auto last = last_separator(title)) {
    const std::string_view tail = std::string_view(title).substr(last->at + last->size);
    const bool barred = last->is_bar && words(tail) <= kMostWords && title.size() > 2 * tail.size();
    const auto first = first_separator(title);
    if (names_site(tail, titles) || barred) {
      title.resize(last->at);
    } else if (names_site(std::string_view(title).substr(0, first->at), titles)) {
      title.erase(0, first->at + first->size);
    } else {
      break;
    }
  }
  return text::plain_line(title);
}

/// How a heading and a statement of the same headline differ.
enum class Likeness {
  None,
  Same,    ///< or one of them is cut, or has something appended
  Kicker,  ///< the heading is only the part before the statement's colon
  Ending,  ///< the statement puts something before the heading
  Longer,  ///< the heading has something else before the statement
};

/// Two headlines may share a first or last word; this much is more.
bool is_enough(std::string_view common, std::string_view whole) {
  constexpr std::size_t kLeast = 12;
  constexpr std::size_t kSure = 40;
  return common.size() >= kSure || (common.size() >= kLeast && 3 * common.size() >= whole.size());
}

/// True when a colon follows what `stated` shares with `heading`: the rest is the headline.
bool goes_on_after_colon(std::string_view stated, std::string_view heading) {
  const std::size_t colon = stated.find(':');
  return colon != std::string_view::npos && letters(stated.substr(0, colon)) == letters(heading);
}

Likeness likeness(std::string_view heading, std::string_view stated) {
  const std::string h = letters(heading);  // marks of a cut are not letters
  const std::string s = letters(stated);
  if (h.empty() || s.empty()) return Likeness::None;
  if (h == s) return Likeness::Same;
  if (goes_on_after_colon(stated, heading)) return Likeness::Kicker;
  if (!is_enough(h.size() < s.size() ? h : s, h.size() < s.size() ? s : h)) return Likeness::None;
  if (h.starts_with(s) || s.starts_with(h)) return Likeness::Same;
  if (s.ends_with(h)) return Likeness::Ending;
  return h.ends_with(s) ? Likeness::Longer : Likeness::None;
}

/// The same letters, plus the colon or space that the page leaves to its style sheet: a heading set
/// in two parts.
bool is_better_spelled(std::string_view stated, std::string_view heading) {
  if (letters(stated) != letters(heading)) return false;
  return words(stated) > words(heading) || std::count(stated.begin(), stated.end(), ':') >
                                               std::count(heading.begin(), heading.end(), ':');
}

/// The words of a text that carry meaning, in the form in which they are compared.
std::set<std::string> long_words(std::string_view text) {
  constexpr std::size_t kLong = 4;
  std::set<std::string> all;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (std::string word = letters(text.substr(0, blank)); word.size() >= kLong) {
      all.insert(std::move(word));
    }
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return all;
}

/// The same content in other words.
bool tells_the_same(std::string_view heading, const std::vector<std::string>& stated) {
  constexpr std::size_t kLeastWords = 3;
  const std::set<std::string> of_heading = long_words(heading);
  if (of_heading.size() < kLeastWords) return false;
  std::set<std::string> of_stated;
  for (const std::string& one : stated) of_stated.merge(long_words(one));
  const auto common = std::count_if(of_heading.begin(), of_heading.end(),
                                    [&](const auto& word) { return of_stated.contains(word); });
  return 3 * static_cast<std::size_t>(common) >= of_heading.size();
}

class Headings {
 public:
  Headings(const Titles& titles, const Outline& outline) : titles_(titles), outline_(outline) {
    for (const Block& block : outline.blocks) {
      const GumboTag tag = outline.elements[block.element].tag;
      if (!is_heading(tag) || tag > GUMBO_TAG_H3 || names_site(block.text, titles)) continue;
      if (tag == GUMBO_TAG_H1 && outline.elements[block.element].leads_away) {
        astray_.push_back(&block);
      } else {
        (tag == GUMBO_TAG_H1 ? first_ : lower_).push_back(&block);
      }
    }
  }

  std::string headline() const {
    std::vector<std::string> stated;
    for (const std::string_view title : {titles_.json_ld, titles_.meta, titles_.page}) {
      std::string one = without_site(text::plain_line(title), titles_);
      if (!one.empty()) stated.push_back(std::move(one));
    }
    if (std::string found = confirmed(first_, stated); !found.empty()) return found;
    if (first_.empty()) {
      for (const auto* const others : {&lower_, &astray_}) {
        if (std::string found = confirmed(*others, stated); !found.empty()) return found;
      }
    }
    for (const Block* block : first_) {
      if (tells_the_same(block->text, stated)) return text::plain_line(block->text);
    }
    const bool only_page_title = titles_.json_ld.empty() && titles_.meta.empty();
    if (only_page_title) {
      if (std::string found = named_in(titles_.page); !found.empty()) return found;
      if (!first_.empty()) return text::plain_line(first_.front()->text);
    }
    if (is_sure()) return text::plain_line(first_.front()->text);
    return stated.empty() ? "" : stated.front();
  }

 private:
  /// The heading that a statement confirms, or the statement if it is longer.
  static std::string confirmed(const std::vector<const Block*>& headings,
                               const std::vector<std::string>& stated) {
    for (const std::string& one : stated) {
      for (const Block* block : headings) {
        switch (likeness(block->text, one)) {
          case Likeness::Same:
            if (is_better_spelled(one, block->text)) return one;
            return text::plain_line(block->text);
          case Likeness::Ending:
            return text::plain_line(block->text);
          case Likeness::Kicker:
          case Likeness::Longer:
            return one;
          case Likeness::None:
            break;
        }
      }
    }
    return "";
  }

  /// The longest heading contained in the page's title; the name of a blog is one, too.
  std::string named_in(std::string_view title) const {
    constexpr std::size_t kEnough = 8;
    const std::string whole = letters(title);
    const Block* best = nullptr;
    for (const auto* const all : {&first_, &lower_}) {
      for (const Block* block : *all) {
        const std::string name = letters(block->text);
        if (name.size() < kEnough || whole.find(name) == std::string::npos) continue;
        if (best == nullptr || block->text.size() > best->text.size()) best = block;
      }
    }
    return best == nullptr ? "" : text::plain_line(best->text);
  }

  /// The one heading of its rank, of the length of a sentence, in the part of the page that is the
  /// article.
  bool is_sure() const {
    constexpr std::size_t kLeastWords = 4;
    constexpr std::size_t kLongWord = 45;  // a script without spaces
    if (first_.size() != 1) return false;
    const Block& block = *first_.front();
    if (words(block.text) < kLeastWords && block.text.size() < kLongWord) return false;
    for (std::size_t at = block.element; at != kNoElement; at = outline_.elements[at].parent) {
      const GumboTag tag = outline_.elements[at].tag;
      if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return true;
    }
    return false;
  }

  const Titles& titles_;
  const Outline& outline_;
  std::vector<const Block*> first_;  ///< of the first rank
  std::vector<const Block*> lower_;  ///< of the second and third
  /// Also of the first rank, but in the breadcrumb trail, whose words are for search engines.
  std::vector<const Block*> astray_;
};

}  // namespace

std::string headline_of(const Titles& titles, const Outline& outline) {
  return Headings(titles, outline).headline();
}

}  // namespace dateline::html
